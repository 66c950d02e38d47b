"""The space at the end of a line, where it tells which lines go on. It is shown as ␣ here."""

from pathlib import Path

import planparse
from planparse.extract.dumps.final_spaces import SURE, with_weights
from planparse.extract.dumps.lines import to_text_lines
from planparse.extract.dumps.sequence import find_row_starts
from planparse.extract.dumps.sequential.pieces import Spacing, to_piece
from test_dumps import KNOWLEDGE, OTHER_DUMPS, layout_from

# The plan of a commune, written for this test and printed by LibreOffice, as PDFBox writes it: what
# stands at one height is on one line.
DUMP = OTHER_DUMPS / "hoa-tien-45.pdfbox.txt"
OF_SOCIETY = "Phòng Văn hóa - Xã hội"
# Text, who leads, who coordinates, time, note.
ROWS = [
    ("Kiện toàn Ban Bảo vệ trẻ em xã", OF_SOCIETY, "Văn phòng HĐND và UBND", "Tháng 01/2026", ""),
    (
        "Tổ chức sinh hoạt chuyên đề dưới cờ về phòng, chống bạo lực học đường",
        "Các trường tiểu học, trung học cơ sở", "Công an xã", "Mỗi học kỳ 01 lần", "Lồng ghép",
    ),
    (
        "Tập huấn kỹ năng nhận diện, can thiệp sớm cho giáo viên chủ nhiệm",
        OF_SOCIETY, "Trạm Y tế xã", "Tháng 3", "02 lớp",
    ),
    (
        "Duy trì đường dây nóng tiếp nhận thông tin",
        "Công an xã", "Các thôn", "24/24 giờ", "Thường xuyên",
    ),
    (
        "Kiểm tra, giám sát tại các trường, cơ sở giáo dục mầm non tư thục",
        "Tổ kiểm tra liên ngành của xã", OF_SOCIETY, "Quý II, quý IV", "",
    ),
    (
        "Tuyên truyền trên hệ thống truyền thanh cơ sở",
        "Trung tâm Cung ứng dịch vụ sự nghiệp công", "Đoàn Thanh niên xã; Hội Phụ nữ xã",
        "Hằng tháng", "04 tin, bài/tháng",
    ),
    (
        "Lập hồ sơ quản lý trường hợp trẻ em có nguy cơ",
        "Trạm Y tế xã", "Các thôn", "Khi phát sinh", "",
    ),
    (
        "Sơ kết, tổng kết, báo cáo UBND thành phố",
        OF_SOCIETY, "Các đơn vị liên quan", "Trước 10/6 và 10/12", "Báo cáo",
    ),
]  # fmt: skip


def weights_of(text: str) -> list[float]:
    layout = layout_from(text.replace("␣", ""))
    return [line.goes_on for line in with_weights(to_text_lines(layout, KNOWLEDGE), layout.pages)]


def test_a_space_at_the_end_of_lines_that_go_on_tells_the_others_that_do() -> None:
    weights = weights_of("Rà soát các ␣\nvăn bản của ␣\ntỉnh.\nKho dữ liệu ␣\nSở Y tế.\nXong.\n")

    assert [weight > SURE for weight in weights] == [True, True, False, True, False, False]
    assert max(weights[2], weights[4]) < 0


def test_a_space_at_the_end_of_every_line_or_of_none_tells_nothing() -> None:
    text = "Rà soát các ␣\nvăn bản của ␣\ntỉnh. ␣\nKho dữ liệu ␣\nSở Y tế. ␣\nXong. ␣\n"

    assert not any(weights_of(text))
    assert not any(weights_of(text.replace(" ␣", "")))


def test_cells_end_where_no_space_ends_their_line() -> None:
    tasks = planparse.extract(DUMP).tasks
    cells = [
        (t.text, t.lead_text, t.coordinating_text, t.timeline_text, t.extra["Ghi chú"])
        for t in tasks
    ]

    assert cells == ROWS  # no paragraph begins within them


def test_paragraphs_end_where_no_space_ends_their_line(tmp_path: Path) -> None:
    text = DUMP.read_text(encoding="utf-8").replace(
        "Theo Phụ lục đính kèm.",
        "Mọi trường học có tổ tư vấn tâm lý, được tập huấn và có kinh phí hoạt động, do Ủy ban \n"
        "Mặt trận và các đoàn thể theo dõi\nMọi thôn có người phụ trách và báo cáo hằng tháng về",
    )
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")

    assert planparse.extract(tmp_path / "plan.txt").sections[1].text.splitlines() == [
        "Mọi trường học có tổ tư vấn tâm lý, được tập huấn và có kinh phí hoạt động, do Ủy ban "
        "Mặt trận và các đoàn thể theo dõi",
        "Mọi thôn có người phụ trách và báo cáo hằng tháng về",
    ]


def test_a_name_that_is_whole_where_a_paragraph_ends_has_no_word_of_the_next() -> None:
    text = "Công an phường\nBan Quản lý các ␣\nchợ\nRà soát và ␣\nbáo cáo.\nXong.\n"
    layout = layout_from(text.replace("␣", ""))
    lines = list(with_weights(to_text_lines(layout, KNOWLEDGE), layout.pages))[:3]
    piece = to_piece(lines, 0, Spacing(), "", KNOWLEDGE)

    assert (0, 3) in piece.known.named


def test_no_row_begins_below_a_line_that_goes_on() -> None:
    text = "1 Họp.\n2 Mở các ␣\nlớp cho các ␣\n3 Sở và các ␣\nhuyện.\n3 Sơ kết.\n"
    layout = layout_from(text.replace("␣", ""))
    lines = list(with_weights(to_text_lines(layout, KNOWLEDGE), layout.pages))

    assert [start.line for start in find_row_starts(lines, 1, KNOWLEDGE)] == [0, 1, 5]
