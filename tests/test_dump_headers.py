"""Headers of tables in text dumps: where they end, and which headings they have."""

import pytest

from planparse.extract.document import extract_draft
from planparse.extract.dumps.blocks import find_blocks
from planparse.extract.dumps.headers.again import skip_header
from planparse.extract.dumps.headers.grid import find_grid_header
from planparse.extract.dumps.headers.headings import Heading, may_be_several, to_heading
from planparse.extract.dumps.headers.levels import may_have_year
from planparse.extract.dumps.headers.sequential import TextHeader, find_text_header
from test_dumps import KNOWLEDGE, layout_from, lines_of


def above_of(heading: Heading) -> str:
    """The headings that span one, from the top down."""
    return " > ".join(" ".join(word.text for word in words) for words in heading.above)


def test_a_header_is_parted_into_headings() -> None:
    text = "TT Nhiệm vụ trọng tâm Năm 2023 Năm 2024 Cơ quan chủ trì\nCơ quan phối\nhợp\n1. Xây dựng"
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [heading.text for heading in header.columns] == [
        "TT", "Nhiệm vụ trọng tâm", "Năm 2023", "Năm 2024", "Cơ quan chủ trì", "Cơ quan phối hợp"
    ]  # fmt: skip
    assert header.count == 3


def test_the_second_line_of_a_header_stands_below_the_first() -> None:
    text = "Stt\nTên nhiệm vụ Đơn vị chủ trì Sản phẩm Thời hạn\nTT\nChi\ntiết\n1\nLàm sạch dữ liệu"
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [(h.text, above_of(h)) for h in header.columns][:3] == [
        ("TT", "Stt"), ("Chi tiết", "Stt"), ("Tên nhiệm vụ", "")
    ]  # fmt: skip


@pytest.mark.parametrize("above", ["II. Nhiệm vụ cụ thể năm 2026", "Nhiệm vụ cụ thể như sau:"])
def test_a_line_of_the_outline_is_no_heading_of_the_table_below(above: str) -> None:
    """ "Nhiệm vụ" stands once in the header: that of the line above does not take its place."""
    text = f"{above}\nSTT Nhiệm vụ Đơn vị chủ\ntrì\nĐơn vị phối\nhợp\nThời hạn\n1 Xây dựng"
    lines = lines_of(text)
    header = find_text_header(lines, 1, KNOWLEDGE)

    assert find_text_header(lines, 0, KNOWLEDGE) is None
    assert header is not None
    assert [heading.text for heading in header.columns] == [
        "STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn"
    ]  # fmt: skip


def test_a_numbered_title_of_rows_ends_a_header() -> None:
    text = "TT Nhiệm vụ Chủ trì Lãnh đạo theo dõi\nNhóm 1: Giảm nghèo về thông tin\n1 Xây dựng"
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [h.text for h in header.columns][2:] == ["Chủ trì", "Lãnh đạo theo dõi"]


def test_a_title_in_capitals_on_two_lines_ends_a_header() -> None:
    text = "TT Nhiệm vụ Chủ trì Năm\n2023\nNăm\n2024\nCHÍNH\nQUYỀN SỐ 0\n1 Xây dựng"
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [h.text for h in header.columns][2:] == ["Chủ trì", "Năm 2023", "Năm 2024"]


def test_a_leader_in_charge_has_one_heading() -> None:
    text = "TT Nhiệm vụ Lãnh đạo\nUBND phụ trách\nBộ phận tham mưu Lãnh đạo Sở chỉ đạo\n1 Xây dựng"
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [heading.text for heading in header.columns][2:] == [
        "Lãnh đạo UBND phụ trách", "Bộ phận tham mưu", "Lãnh đạo Sở chỉ đạo"
    ]  # fmt: skip


def test_headings_with_years_need_no_number_beside_them() -> None:
    text = "Chỉ tiêu ĐVT Thực hiện\n2025\nKế hoạch\n2026\nCơ quan theo\ndõi"
    rows = "\nTăng trưởng\nkinh tế\n% 8,6 10 Sở Tài chính" * 10
    header = find_text_header(lines_of(text + rows), 0, KNOWLEDGE)

    assert header is not None
    assert [heading.text for heading in header.columns][:4] == [
        "Chỉ tiêu", "ĐVT", "Thực hiện 2025", "Kế hoạch 2026"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (
            "TT Tên nhiệm vụ, dự án Mục tiêu Cơ quan chủ trì",
            ["Tên nhiệm vụ, dự án", "Mục tiêu", "Cơ quan chủ trì"],
        ),
        ("TT NỘI DUNG CHỈ TIÊU CHỦ TRÌ", ["NỘI DUNG CHỈ TIÊU", "CHỦ TRÌ"]),
        (
            "TT Chỉ tiêu Đơn vị Hiện trạng\n2025 Năm 2026 Năm 2028 Đơn vị chịu trách nhiệm",
            [
                "Chỉ tiêu", "Đơn vị", "Hiện trạng 2025", "Năm 2026", "Năm 2028",
                "Đơn vị chịu trách nhiệm",
            ],
        ),
        (
            "TT Chỉ tiêu ĐVT Ước TH 2025 KH 2026\nKH 2026 so\nvới ước TH\n2025 (%)",
            ["Chỉ tiêu", "ĐVT", "Ước TH 2025", "KH 2026", "KH 2026 so với ước TH 2025 (%)"],
        ),
    ],
)  # fmt: skip
def test_headings_side_by_side_are_parted(text: str, headings: list[str]) -> None:
    header = find_text_header(lines_of(f"{text}\n1 Xây dựng"), 0, KNOWLEDGE)

    assert header is not None
    assert [heading.text for heading in header.columns][1:] == headings


def test_indicators_beside_tasks_have_a_heading_of_their_own() -> None:
    text = "TT Nhiệm vụ Chủ trì Mốc thời gian Chỉ tiêu cần đạt\n1 Xây dựng"
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [h.text for h in header.columns][3:] == ["Mốc thời gian", "Chỉ tiêu cần đạt"]


@pytest.mark.parametrize(
    ("again", "lines"),
    [
        ("TT Nhiệm vụ Cơ quan chủ trì Thời gian", 1),
        ("TT Nhiệm vụ Cơ quan", 1),
        ("Cơ quan chủ trì\nThời gian", 2),
        ("1 Xây dựng", 0),
    ],
)
def test_a_header_is_known_again_whole_or_cut(again: str, lines: int) -> None:
    first = lines_of("TT Nhiệm vụ Cơ quan chủ trì Thời gian\n1 Xây dựng")
    header = find_text_header(first, 0, KNOWLEDGE)

    assert header is not None
    assert skip_header(lines_of(again), 0, header) == lines


@pytest.mark.parametrize(
    ("text", "headings", "lines"),
    [
        ("Nhiệm vụ Mục tiêu Cơ quan\nchủ trì\nThời gian\nNăm\n2023\nNăm\n2024\n1. Xây dựng",
         ["Nhiệm vụ", "Năm 2023", "Năm 2024", "Cơ quan chủ trì", "Thời gian"], 7),
        ("Số\nTT\nNội dung công việc Chủ trì\n1 Xây dựng",
         ["Số TT", "Nội dung công việc", "Chủ trì"], 3),
        ("TT Nhiệm vụ Chủ trì Thời gian\nhoàn thành\nMục tiêu\nNăm 2023 Năm 2024\n1 Xây dựng",
         ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian hoàn thành", "Năm 2023", "Năm 2024"], 4),
        ("Nhiệm vụ Mục tiêu\nCơ quan\nchủ trì\nKết quả Ghi chú\nNăm\n2023\nNăm\n2024\n1. KINH TẾ",
         ["Nhiệm vụ", "Năm 2023", "Năm 2024", "Cơ quan chủ trì", "Kết quả", "Ghi chú"], 8),
        ("TT Nhiệm vụ Chủ trì Thời gian\nCÔNG BÁO TIỀN GIANG/Số 02/Ngày 19-01-2023 49\n1 Rà",
         ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"], 1),
    ],
)  # fmt: skip
def test_a_header_may_be_broken_over_lines_or_cut_by_its_page(
    text: str, headings: list[str], lines: int
) -> None:
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [heading.text for heading in header.columns] == headings
    assert header.count == lines


def grid_header(text: str) -> TextHeader:
    """The header that a dump which keeps its columns begins with."""
    header = find_grid_header(lines_of(text), 0, KNOWLEDGE)
    assert header is not None
    return header


def test_headings_of_a_dump_that_keeps_columns_are_what_stands_in_one_place() -> None:
    text = (
        "                             Cơ quan chủ     Thời gian\n"
        "TT       Nhiệm vụ                            thực hiện\n"
        "                                trì\n"
        "1   Xây dựng nền tảng          Sở Y tế       2024\n"
    )
    header = grid_header(text)

    assert [h.text for h in header.columns] == [
        "TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian thực hiện"
    ]  # fmt: skip


def test_headings_one_space_apart_are_parted_where_no_word_stands_across() -> None:
    text = (
        "                                                   Sản phẩm\n"
        "STT Nội dung công việc      Năm 2024 Chủ trì                  Căn cứ pháp lý\n"
        "                                                   dự kiến\n"
        "1   Xây dựng nền tảng       100%     Sở Y tế       Báo cáo    Kế hoạch 1/KH-UBND\n"
    )
    header = grid_header(text)

    assert header.count == 3
    assert [h.text for h in header.columns] == [
        "STT", "Nội dung công việc", "Năm 2024", "Chủ trì", "Sản phẩm dự kiến", "Căn cứ pháp lý"
    ]  # fmt: skip


def test_headings_set_close_and_moved_are_told_by_their_wording() -> None:
    text = (
        "STT Nhiệm vụ Mục tiêu                  Chủ trì Cơ quan Thời gian\n"
        "                                                       phối   hoàn\n"
        "                                                       hợp    thành\n"
        "                 Năm       Năm\n"
        "                 2023       2024\n"
        "1.   Hoàn        100%      >80%    Sở Tài    Sở Y tế   2023\n"
    )
    header = grid_header(text)

    assert header.count == 5
    assert [h.text for h in header.columns] == [
        "STT", "Nhiệm vụ", "Mục tiêu Năm 2023", "Năm 2024", "Chủ trì", "Cơ quan phối hợp",
        "Thời gian hoàn thành",
    ]  # fmt: skip


def test_a_header_ends_with_its_page() -> None:
    text = (
        "TT Nhiệm vụ trọng tâm    Chủ trì   Ghi chú\n\f"
        "TT Nhiệm vụ trọng tâm                         Chủ trì          Ghi chú\n"
        "1    CHÍNH QUYỀN SỐ\n"
    )
    header = grid_header(text)

    assert (header.count, len(header.columns)) == (1, 4)


@pytest.mark.parametrize("number", ["", "3\n"])
def test_a_header_that_stands_alone_on_a_page_is_not_one_with_the_next(number: str) -> None:
    header = "TT Nhiệm vụ Mục tiêu Chủ trì Kết quả\nNăm 2023 Năm 2024\n"
    lines = lines_of(f"{header}{number}{header}KINH TẾ SỐ\n1. Rà soát 100% 100% Sở Y tế Báo cáo\n")
    blocks = find_blocks(lines, KNOWLEDGE)

    assert [heading.text for heading in blocks.headers[0].columns] == [
        "TT", "Nhiệm vụ", "Năm 2023", "Năm 2024", "Chủ trì", "Kết quả"
    ]  # fmt: skip
    numbers = ["page_number"] * bool(number)
    kinds = [entry.kind for entry in blocks.entries]
    assert kinds == ["header"] * 2 + numbers + ["repeated"] * 2 + ["row"] * 2


@pytest.mark.parametrize(
    ("line", "kind"),
    [("TỔNG CỘNG", "row"), ("QUYỀN CỦA TRẺ EM", "row"), ("QUYỀN GIÁM ĐỐC", "text")],
)
def test_a_signer_ends_a_table_and_a_sum_or_a_title_does_not(line: str, kind: str) -> None:
    text = f"TT Nhiệm vụ Chủ trì Kết quả\n1 Rà soát Sở Y tế Báo cáo\n{line}\n"
    blocks = find_blocks(lines_of(text), KNOWLEDGE)

    assert [entry.kind for entry in blocks.entries] == ["header", "row", kind]


def test_a_header_is_known_again_though_its_first_line_names_but_one_column() -> None:
    header = (
        "                                           Đơn vị thực\n"
        "Nhiệm vụ trọng tâm            Mục tiêu\n"
        "                                           hiện\n"
        "                              Năm 2023\n"
    )
    lines = lines_of(
        f"{header}1. Xây dựng nền tảng số       100%         Sở Y tế\n\f{header}của tỉnh"
    )
    first = find_grid_header(lines, 0, KNOWLEDGE)

    assert first is not None
    again = find_grid_header(lines, 5, KNOWLEDGE, first)
    assert again is not None
    assert (first.count, again.count) == (4, 4)


def test_two_headings_are_a_header_where_rows_begin_below() -> None:
    header = "Nhiệm vụ, giải pháp                 Đơn vị thực hiện\n"
    numbered = lines_of(header + "1. Triển khai nền tảng              Sở Y tế\n")
    prose = lines_of(header + "Các cơ quan báo cáo trước ngày 15 tháng 12.\n")

    for find in (find_grid_header, find_text_header):
        found = find(numbered, 0, KNOWLEDGE)
        assert found is not None
        assert [h.kind for h in found.columns] == ["task", "lead"]
    assert find_grid_header(prose, 0, KNOWLEDGE) is None


def test_two_headings_of_agencies_stand_below_one_of_both() -> None:
    text = "STT Nhiệm vụ Phân công thực hiện Thời gian hoàn\nthành\nChủ trì Phối hợp\n1 Rà soát"
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [(h.text, above_of(h)) for h in header.columns] == [
        ("STT", ""), ("Nhiệm vụ", ""), ("Chủ trì", "Phân công thực hiện"),
        ("Phối hợp", "Phân công thực hiện"), ("Thời gian hoàn thành", ""),
    ]  # fmt: skip


def test_a_heading_of_agencies_and_one_of_times_span_those_of_the_line_below() -> None:
    text = (
        "STT Nội dung Trách nhiệm thực hiện Thời gian thực hiện Kết quả\n"
        "Đơn vị chủ\ntrì\nĐơn vị phối\nhợp\nBắt đầu Kết thúc\n1 Rà soát"
    )
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [(h.text, above_of(h)) for h in header.columns] == [
        ("STT", ""), ("Nội dung", ""),
        ("Đơn vị chủ trì", "Trách nhiệm thực hiện"), ("Đơn vị phối hợp", "Trách nhiệm thực hiện"),
        ("Bắt đầu", "Thời gian thực hiện"), ("Kết thúc", "Thời gian thực hiện"), ("Kết quả", ""),
    ]  # fmt: skip


def test_two_columns_more_of_agencies_and_times_stand_below_none() -> None:
    text = "STT Nhiệm vụ Chủ trì Thời gian\nNgười phụ trách\nHạn báo cáo\n1 Rà soát"
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert not any(heading.above for heading in header.columns)


def test_a_title_and_the_sentence_below_it_are_no_header() -> None:
    text = (
        "Hoạt động kiểm soát thủ tục hành chính trên địa bàn tỉnh Vĩnh Long\nnăm 2026\n"
        "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ\n"
        "về kiểm soát thủ tục hành chính, Ủy ban nhân dân tỉnh ban hành\nKế hoạch như sau:\n"
        "I. MỤC ĐÍCH\nSTT Nội dung Chủ trì\n1 Rà soát"
    )

    assert find_text_header(lines_of(text), 0, KNOWLEDGE) is None


def test_what_stands_above_years_is_no_heading_of_a_column() -> None:
    text = "TT Chỉ tiêu Đơn vị\ntính\nNăm Cơ quan theo\ndõi\n2026 2027 2028\n1 Tỷ lệ"
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [h.text for h in header.columns] == [
        "TT", "Chỉ tiêu", "Đơn vị tính", "2026", "2027", "2028", "Cơ quan theo dõi"
    ]  # fmt: skip
    assert above_of(header.columns[3]) == "Năm"


def test_a_title_in_capitals_above_a_header_is_no_heading() -> None:
    text = (
        "CHỈ TIÊU CHUYỂN ĐỔI SỐ NĂM 2026\nSTT Chỉ tiêu Mục tiêu năm 2026 Cơ quan chủ trì\n1 Tỷ lệ"
    )

    assert find_text_header(lines_of(text), 0, KNOWLEDGE) is None


def test_a_header_without_numbers_may_have_several_lines_for_each_heading() -> None:
    text = (
        "DANH MỤC NHIỆM VỤ\nNhiệm vụ\nĐơn vị thực\nhiện\nThời gian hoàn\nthành\n"
        "Kết quả Ghi chú\n(1) (2) (3) (4) (5)\n1. Xây dựng kho dữ liệu\n"
    )
    lines = lines_of(text)
    header = find_text_header(lines, 1, KNOWLEDGE)

    assert find_text_header(lines, 0, KNOWLEDGE) is None
    assert header is not None
    assert [heading.text for heading in header.columns] == [
        "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian hoàn thành", "Kết quả", "Ghi chú"
    ]  # fmt: skip


def test_numbers_of_columns_below_no_known_header_are_said() -> None:
    text = "Phụ lục\nTên việc cần xong\nAi làm\nBao giờ\n(1) (2) (3)\n1. Xây dựng kho dữ liệu\n"
    draft = extract_draft(layout_from(text), KNOWLEDGE)

    assert [(finding.code, finding.text) for finding in draft.findings] == [
        ("table_unseen", "(1) (2) (3)")
    ]


def test_in_a_layout_dump_a_heading_spans_those_on_lines_below_it() -> None:
    text = (
        " STT    Giải pháp,        Sản             Tổ chức thực hiện\n"
        "        nhiệm vụ        phẩm\n"
        "                                 Cơ quan đầu    Cơ quan       Hoàn thành\n"
        "                                     mối       cùng tham\n"
        "                                                  gia\n\n"
        "1       Rà soát khu     Danh     Sở Y tế       Công an tỉnh   Quý I/2026\n"
        "        dân cư          mục\n"
    )
    header = grid_header(text)

    assert header.count == 5
    assert [(h.kind, above_of(h)) for h in header.columns] == [
        ("number", ""), ("task", ""), ("deliverable", ""), ("lead", "Tổ chức thực hiện"),
        ("coordinating", "Tổ chức thực hiện"), ("timeline", "Tổ chức thực hiện"),
    ]  # fmt: skip


def test_headings_set_close_below_two_that_span_them() -> None:
    text = (
        "     II. NỘI DUNG, PHÂN CÔNG NHIỆM VỤ\n"
        "     STT     Nội dung      Trách nhiệm thực hiện       Thời gian thực hiện   Sản phẩm\n"
        "             hoạt động\n"
        "                           Cơ quan, Cơ quan,           Bắt đầu    Kết thúc\n"
        "                           đơn vị chủ đơn vị phối\n"
        "                              trì        hợp\n\n"
        "1            Tham mưu     Các sở,    Văn phòng 01/01/2026 31/12/2026 Quyết định\n"
        "             Chủ tịch     ban, ngành UBND tỉnh                       của Chủ tịch\n"
    )
    lines = lines_of(text)
    header = find_grid_header(lines, 1, KNOWLEDGE)

    assert find_grid_header(lines, 0, KNOWLEDGE) is None
    assert header is not None
    assert [(h.text, above_of(h)) for h in header.columns] == [
        ("STT", ""), ("Nội dung hoạt động", ""),
        ("Cơ quan, đơn vị chủ trì", "Trách nhiệm thực hiện"),
        ("Cơ quan, đơn vị phối hợp", "Trách nhiệm thực hiện"),
        ("Bắt đầu", "Thời gian thực hiện"), ("Kết thúc", "Thời gian thực hiện"), ("Sản phẩm", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (  # what goes on in brackets
            "TT Nhiệm vụ Chủ trì Kinh phí\n(triệu đồng)\nNguồn kinh\nphí\n1 Xây dựng",
            ["TT", "Nhiệm vụ", "Chủ trì", "Kinh phí (triệu đồng)", "Nguồn kinh phí"],
        ),
        (  # what has no known wording stands behind one that is complete
            "TT Nhiệm vụ Chủ trì Cơ quan phối\nhợp\nTrình Quốc hội\n1 Xây dựng",
            ["TT", "Nhiệm vụ", "Chủ trì", "Cơ quan phối hợp", "Trình Quốc hội"],
        ),
        (  # a name in a heading begins none
            "TT Nhiệm vụ Chủ trì Lãnh đạo Sở chỉ đạo\n1 Xây dựng",
            ["TT", "Nhiệm vụ", "Chủ trì", "Lãnh đạo Sở chỉ đạo"],
        ),
    ],
)
def test_a_capital_begins_a_heading_behind_a_complete_one(text: str, headings: list[str]) -> None:
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [heading.text for heading in header.columns] == headings


def test_the_year_of_what_has_been_reached_is_none_of_those_below_a_heading() -> None:
    text = "TT Chỉ tiêu Hiện trạng 2025 Mục tiêu Ghi chú\n2028 2030\n1 Tỷ lệ"
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [(h.text, above_of(h)) for h in header.columns][2:] == [
        ("Hiện trạng 2025", ""), ("2028", "Mục tiêu"), ("2030", "Mục tiêu"), ("Ghi chú", "")
    ]  # fmt: skip


def test_a_year_alone_below_what_has_been_reached_is_of_it() -> None:
    text = "TT Mục tiêu\nThực trạng\n2025\n2026 2030 Cơ quan đầu mối\n1 Tỷ lệ"
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [heading.text for heading in header.columns] == [
        "TT", "Mục tiêu", "Thực trạng 2025", "2026", "2030", "Cơ quan đầu mối"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "doubted"),
    [("Thực trạng\n2025 2026 2030 Chủ trì", True), ("Thực hiện 2025 2026 2030 Chủ trì", False)],
)
def test_the_first_of_several_years_may_be_that_of_what_has_been_reached(
    line: str, doubted: bool
) -> None:
    header = find_text_header(lines_of(f"TT Chỉ tiêu {line}\n1 Tỷ lệ"), 0, KNOWLEDGE)

    assert header is not None
    assert may_have_year(header.columns) == doubted


@pytest.mark.parametrize(
    ("heading", "several"),
    [
        ("Số lớp Số học viên Thời gian", True),
        ("Nội dung phối hợp Sở Y tế Công an tỉnh", True),
        ("Người phụ trách Đơn vị thực hiện", True),
        ("Cơ quan, đơn vị Nhiệm vụ được giao", True),
        ("Đơn vị thực hiện Tổng số", True),
        ("Phương án 1 Phương án 2 (phấn đấu)", True),
        ("giảm (-)Diện tích (ha) Cơ cấu (%)", True),
        ("- 2030 Cơ quan theo dõi", True),
        ("Tăng (+), giảm (-)", False),
        ("Lãnh đạo Sở phụ trách", False),
        ("Cơ quan theo dõi", False),
    ],
)
def test_a_heading_with_others_inside_may_be_several(heading: str, several: bool) -> None:
    (line,) = lines_of(heading)

    assert may_be_several(to_heading(line.words, KNOWLEDGE), KNOWLEDGE) == several


def test_a_header_below_rows_is_none_of_the_header_above_them() -> None:
    """The two columns of the first table are none of tasks, so that it has no header."""
    text = "TT Yêu cầu\n1\nTên miền\n2\nĐường truyền\nTT Nhiệm vụ\nChủ trì\nThời gian\n1\nXây dựng"
    lines = lines_of(text)
    below = find_text_header(lines, 5, KNOWLEDGE)

    assert find_text_header(lines, 0, KNOWLEDGE) is None
    assert below is not None
    assert [heading.text for heading in below.columns] == ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]
