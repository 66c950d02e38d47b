"""Text dumps of word processors and web pages: cells parted by tabs, lines that are paragraphs."""

from pathlib import Path

import planparse
from planparse.read.tabs import keep_columns
from planparse.schema.records import PlanDocument, Task

HEADER = "TT\tNhiệm vụ\tChủ trì\tPhối hợp\tThời gian"
TASK = "Xây dựng, ban hành các quy định về phát triển kinh tế số, xã hội số của tỉnh, " * 4


def read(tmp_path: Path, text: str) -> PlanDocument:
    path = tmp_path / "plan.txt"
    path.write_text(f"KẾ HOẠCH\nPhát triển kinh tế số\nPhụ lục\n{text}\n", encoding="utf-8")
    return planparse.extract(path)


def cells(task: Task) -> list[str | None]:
    return [task.text, task.lead_text, task.coordinating_text, task.timeline_text]


def test_cells_of_a_column_stand_below_each_other() -> None:
    lines = keep_columns(
        [HEADER, "1\tĐào tạo\tSở Nội vụ\t\t2025", "2\tRà soát\tSở Y tế\tSở Nội vụ\t"]
    )

    assert [line.find("Sở") for line in lines[1:]] == [lines[0].find("Chủ trì")] * 2
    assert lines[1].find("2025") == lines[0].find("Thời gian")
    assert lines[2].rfind("Sở") == lines[0].find("Phối hợp")
    assert ["".join(line.split()) for line in lines] == [
        "TTNhiệmvụChủtrìPhốihợpThờigian", "1ĐàotạoSởNộivụ2025", "2RàsoátSởYtếSởNộivụ"
    ]  # fmt: skip


def test_paragraphs_of_a_cell_stand_in_its_column() -> None:
    lines = keep_columns(
        [
            HEADER,
            "1\tĐào tạo\tSở Nội vụ;",
            "Sở Y tế\tSở Tài chính\t2025",
            "2\tRà soát\tSở Y tế\t\t2026",
        ]
    )

    assert lines[2].find("Sở Y tế") == lines[1].find("Sở Nội vụ;") == lines[3].find("Sở Y tế")
    assert lines[2].find("2025") == lines[3].find("2026")


def test_tabs_of_a_letterhead_and_of_prose_part_no_columns() -> None:
    text = ["UBND TỈNH\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số:\t/KH-UBND", "", "\tI. MỤC TIÊU"]

    assert keep_columns(text) == text
    centred = ["\t\tPHẦN I", "\t\tMỤC TIÊU", "\tPhát triển kinh tế số.", "\t\tPHẦN II"]
    assert keep_columns(centred) == centred


def test_a_table_parted_by_tabs_is_read(tmp_path: Path) -> None:
    rows = [
        HEADER, "I\tHạ tầng số", f"1\t{TASK}\tSở Nội vụ\t\t2025", "II\tDữ liệu số",
        "1\tĐào tạo cán bộ\tSở Y tế;\nSở Tài chính\tCác sở, ban, ngành\tThường xuyên",
        "2\tRà soát\tSở Y tế\t\t",
    ]  # fmt: skip
    document = read(tmp_path, "\n".join(rows))

    assert [(task.kind, *cells(task)) for task in document.tasks] == [
        ("group", "Hạ tầng số", "", "", ""),
        ("task", TASK.strip(), "Sở Nội vụ", "", "2025"),
        ("group", "Dữ liệu số", "", "", ""),
        ("task", "Đào tạo cán bộ", "Sở Y tế;\nSở Tài chính", "Các sở, ban, ngành", "Thường xuyên"),
        ("task", "Rà soát", "Sở Y tế", "", ""),
    ]
    assert document.plan.unplaced_characters == 0


def test_a_cell_begins_in_no_line_of_an_unbroken_paragraph(tmp_path: Path) -> None:
    heads = HEADER.replace("\t", "\n")
    tasks = [f"{TASK}do Sở Y tế, Sở Nội vụ thực hiện", "Tổ chức các Tổ công nghệ số cộng đồng"]
    rows = [f"{n}\n{tasks[n % 2]}\nSở Khoa học và Công nghệ\n\n2022 - 2025" for n in range(1, 9)]
    document = read(tmp_path, "\n".join([heads, *rows]))

    assert [cells(task) for task in document.tasks] == [
        [tasks[n % 2], "Sở Khoa học và Công nghệ", "", "2022 - 2025"] for n in range(1, 9)
    ]
