"""Tables of a user's own: names as provinces fill them, and what is proposed for unknown ones."""

from pathlib import Path

import pytest

import planparse
from conftest import PLANS, RAW
from drawing import Sheet
from planparse.errors import KnowledgeError
from planparse.knowledge import AGENCIES, ALIASES, HEADINGS, Knowledge, load, with_own_tables
from planparse.normalize.agencies.bodies import Scope
from planparse.normalize.agencies.mentions import parse_agencies
from planparse.unresolved import add_lines


def own(folder: Path, knowledge: Knowledge, line: str) -> Knowledge:
    (folder / ALIASES).write_text(f"scope,alias,name\n{line}\n", encoding="utf-8")
    return with_own_tables(knowledge, folder)


@pytest.mark.parametrize(
    ("scope", "name", "meant"),
    [
        ("VN-HN", "Ban Dân tộc thành phố", "Ban Dân tộc thành phố"),
        ("VN-HN", "Ban Dân tộc tỉnh", "Ban Dân tộc thành phố"),
        ("VN-HN", "Ban Dân tộc {tỉnh}", "Ban Dân tộc thành phố"),
        ("VN-HN", "Sở Y tế", "Sở Y tế"),
        ("province", "Ban Dân tộc tỉnh", "Ban Dân tộc thành phố"),
        ("VN", "Bộ Y tế", "Bộ Y tế"),
    ],
)
def test_an_alias_names_an_agency_as_its_province_does(
    tmp_path: Path, knowledge: Knowledge, scope: str, name: str, meant: str
) -> None:
    known = own(tmp_path, knowledge, f"{scope},Tổ ATTT,{name}")
    [mention] = parse_agencies("Tổ ATTT", Scope(known.province("VN-HN")), known)

    assert mention.name == meant


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("VN-HN,Tổ ATTT,Bộ Y tế", "line 2: Bộ Y tế is no agency of VN-HN. Write VN as its scope"),
        ("VN-49,Tổ ATTT,Ban Dân tộc thành phố", "no agency is called Ban Dân tộc thành phố"),
        ("VN-49,Tổ ATTT,Sở Tin tức", "no agency is called Sở Tin tức. Write"),
        ("VN-49,Tổ ATTT,Sở Tài chánh", "called Sở Tài chánh. Known are Sở Tài chính"),
    ],
)
def test_an_alias_of_what_its_scope_has_not_is_refused(
    tmp_path: Path, knowledge: Knowledge, line: str, said: str
) -> None:
    with pytest.raises(KnowledgeError, match=said):
        own(tmp_path, knowledge, line)


def test_a_table_that_is_edited_is_read_again(tmp_path: Path) -> None:
    own(tmp_path, load(), "VN-HN,Tổ ATTT,Sở Y tế")
    first = load(str(tmp_path))
    assert load(tmp_path) is first
    own(tmp_path, load(), "VN-HN,Tổ ATTT,Sở Tư pháp")
    [mention] = parse_agencies("Tổ ATTT", Scope(first.province("VN-HN")), load(tmp_path))

    assert mention.name == "Sở Tư pháp"


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    (tmp_path / "aliases.csv").write_text("scope,alias,name\n", encoding="utf-8")
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(KnowledgeError, match="holds none of"):
            planparse.extract(RAW / PLANS["tien-giang-394"], knowledge_folder=str(folder))
    reading = planparse.ReadOptions(ocr="never")
    assert reading.ocr == "never"


def test_a_table_of_a_mistyped_name_is_said(tmp_path: Path) -> None:
    own(tmp_path, load(), "VN-HN,Tổ ATTT,Sở Y tế")
    load(tmp_path)
    (tmp_path / "Column_heading.CSV").write_text("heading,role\n", encoding="utf-8")
    with pytest.raises(
        KnowledgeError, match=r"Column_heading\.CSV is none of .* agency_aliases\.csv"
    ):
        load(tmp_path)


@pytest.mark.parametrize(
    "held", ["scope,alias,name\nVN-49,Tổ A,Sở Y tế", "scope;alias;name\nVN-49;Tổ A;Sở Y tế", ""]
)
def test_lines_are_added_to_what_a_table_has(tmp_path: Path, held: str) -> None:
    if held:
        (tmp_path / ALIASES).write_text(held, encoding="utf-8")
    lines: list[dict[str, object]] = [
        {"scope": "VN-49", "alias": alias, "name": "", "mentions": 2, "plans": 1}
        for alias in ("Tổ A", "Tổ B")
    ]

    assert add_lines(lines, tmp_path) == (1 if held else 2)
    assert add_lines(lines, tmp_path) == 0
    table = (tmp_path / ALIASES).read_text(encoding="utf-8").replace(";", ",").splitlines()
    assert table[1:] == (
        ["VN-49,Tổ A,Sở Y tế", "VN-49,Tổ B,"] if held else ["VN-49,Tổ A,,2,1", "VN-49,Tổ B,,2,1"]
    )


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("tên,ghi chú\n".encode(), "no column scope"),
        ("scope,alias,name\n".encode("utf-16"), "UTF-8"),
    ],
)
def test_no_lines_are_added_to_what_is_no_such_table(
    tmp_path: Path, held: bytes, said: str
) -> None:
    (tmp_path / ALIASES).write_bytes(held)

    with pytest.raises(KnowledgeError, match=said):
        add_lines([{"scope": "VN", "alias": "Tổ A", "name": ""}], tmp_path)
    assert (tmp_path / ALIASES).read_bytes() == held


def test_a_heading_of_ones_own_says_what_a_column_is(tmp_path: Path) -> None:
    """A table whose headings say neither who leads nor what comes of it becomes one of tasks."""
    sheet = Sheet()
    sheet.head()
    cells = [["TT", "Nhiệm vụ", "Nhóm việc", "Kênh"], ["1", "Mở lớp", "Sở Y tế", "Báo cáo"]]
    sheet.table([60, 90, 270, 370, 550], [300, 320, 340], cells)
    path = sheet.save(tmp_path / "plan.pdf")
    lines = ["heading,role", "NHÓM  VIỆC,lead", "Kênh,deliverable", "Mã,"]
    (tmp_path / HEADINGS).write_text("\n".join(lines), encoding="utf-8")

    before, after = planparse.extract(path), planparse.extract(path, knowledge_folder=tmp_path)

    assert (len(before.tasks), len(before.tables)) == (0, 1)
    assert after.tables == []
    assert [(t.lead_text, t.deliverable_text, t.extra) for t in after.tasks] == [
        ("Sở Y tế", "Báo cáo", {})
    ]
    assert after.tasks[0].lead_agencies == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Kênh,channel", "line 2: channel is no role of columns. Known are: .*deliverable.*lead"),
        ("Năm,year", "line 2: year is no role"),
    ],
)
def test_a_heading_of_an_unknown_role_is_refused(
    tmp_path: Path, knowledge: Knowledge, line: str, said: str
) -> None:
    (tmp_path / HEADINGS).write_text(f"heading,role\n{line}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=said):
        with_own_tables(knowledge, tmp_path)


def test_an_agency_of_no_scope_is_refused(tmp_path: Path, knowledge: Knowledge) -> None:
    """It would never be found."""
    table = "scope,name\nVN-49,Ban A\nVĩnh Long,Ban B\n"
    (tmp_path / AGENCIES).write_text(table, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="line 3: Vĩnh Long is no scope: write VN, province"):
        with_own_tables(knowledge, tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_table_as_excel_saves_it_in_viet_nam(
    tmp_path: Path, knowledge: Knowledge, encoding: str
) -> None:
    """Cells are parted by semicolons there, and a name may have a comma."""
    table = "scope;name;aliases\r\nVN-49;Trung tâm Báo chí, Truyền thông;TT BCTT\r\n"
    (tmp_path / AGENCIES).write_text(table, encoding=encoding, newline="")
    known = with_own_tables(knowledge, tmp_path)
    [mention] = parse_agencies("TT BCTT", Scope(known.province("VN-49")), known)

    assert mention.name == "Trung tâm Báo chí, Truyền thông"


def test_a_table_in_another_encoding_is_refused(tmp_path: Path, knowledge: Knowledge) -> None:
    (tmp_path / AGENCIES).write_bytes("scope,name\nVN-49,Sở\n".encode("utf-16"))
    with pytest.raises(KnowledgeError, match="Save it as CSV UTF-8"):
        with_own_tables(knowledge, tmp_path)
