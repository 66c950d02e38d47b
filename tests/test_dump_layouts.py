"""Layout dumps of plans whose headings and rows no list and no number tells."""

from pathlib import Path

import planparse
from planparse.extract.dumps.headers.sequential import TextHeader
from planparse.schema.records import PlanDocument
from test_dump_headers import above_of, grid_header
from test_dump_rows import grid_rows_of
from test_dump_tables import rows_of


def headings_of(header: TextHeader) -> list[str]:
    """The headings, each behind the one that spans it."""
    return [" > ".join(filter(None, (above_of(h), h.text))) for h in header.columns]


def read(text: str, folder: Path) -> PlanDocument:
    path = folder / "plan.txt"
    path.write_text(f"{HEAD}{text}", encoding="utf-8")
    return planparse.extract(path)


HEAD = (
    "   UBND TỈNH QUẢNG NINH                   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "       Số: 21/KH-UBND                        Độc lập - Tự do - Hạnh phúc\n\n"
    "                                  KẾ HOẠCH\n"
    "                         Thực hiện nhiệm vụ năm 2026\n\n"
)


# Headers


def test_a_heading_spans_those_whose_middle_it_stands_over() -> None:
    text = (
        " TT      Chỉ số         Đơn vị     Kỳ gốc 2023         Mục tiêu          Nguồn số liệu\n\n"
        "                                                  2025          2030\n\n"
        "1     Tỷ lệ hộ nghèo      %            5,8        4,0           <2       Điều tra\n"
        "2     Số bác sĩ        Bác sĩ          8,2         9            11       Báo cáo\n"
    )
    header = grid_header(text)

    assert header.count == 2
    assert headings_of(header) == [
        "TT", "Chỉ số", "Đơn vị", "Kỳ gốc 2023", "Mục tiêu > 2025", "Mục tiêu > 2030",
        "Nguồn số liệu",
    ]  # fmt: skip


def test_two_headings_share_those_below_them_and_no_heading_of_one_column_spans_any() -> None:
    text = (
        "TT   Danh mục dự   Chủ đầu tư   Thời gian     Quyết định đầu tư  "
        "    Kế hoạch vốn   Ghi chú\n"
        "         án                     KC - HT\n"
        "                                           Số, ngày tháng   Tổng mức  Tổng số NS tỉnh\n"
        "                                                             đầu tư\n\n"
        "1    Đường liên    UBND huyện   2022-2024  1245/QĐ-UBND,     18.500    6.200   4.000\n"
        "     xã                                    12/5/2022\n"
    )
    header = grid_header(text.replace("Tổng số NS", "Tổng số   NS"))

    assert header.count == 4
    assert headings_of(header) == [
        "TT", "Danh mục dự án", "Chủ đầu tư", "Thời gian KC - HT",
        "Quyết định đầu tư > Số, ngày tháng", "Quyết định đầu tư > Tổng mức đầu tư",
        "Kế hoạch vốn > Tổng số", "Kế hoạch vốn > NS tỉnh", "Ghi chú",
    ]  # fmt: skip


def test_a_title_of_rows_is_no_second_line_of_a_heading() -> None:
    text = (
        "TT        Nhiệm vụ            Chủ trì         Thời gian\n"
        "          Truyền thông\n"
        "1         Mở chuyên mục       Sở Y tế         Quý I\n"
    )

    assert grid_header(text).count == 1


def test_a_year_below_a_heading_is_of_it() -> None:
    text = (
        "STT   Nhiệm vụ cụ thể     Chủ trì      Thời gian    Chỉ tiêu\n"
        "                                                      2026\n"
        "1     Xây dựng mô hình    Sở Y tế      Quý I        05 mô hình\n"
    )

    assert headings_of(grid_header(text))[-1] == "Chỉ tiêu 2026"


# Rows without numbers


def test_blank_lines_part_rows_that_have_no_numbers(tmp_path: Path) -> None:
    document = read(
        "  Nhiệm vụ              Phân công thực hiện                  Thời hạn     Sản phẩm\n\n"
        "                     Chủ trì             Phối hợp\n\n"
        "Nhận thức số\n\n"
        "Tổ chức Ngày      Sở Công Thương      Sở Y tế; Sở Xây         Quý II       01 hội nghị\n"
        "Chuyển đổi số                         dựng\n"
        "quốc gia\n\n"
        "Mở lớp bồi        Sở Nội vụ           Sở Tài chính            Quý III      02 lớp\n"
        "dưỡng\n\n"
        "Hạ tầng số\n\n"
        "Phủ sóng 5G       Sở Xây dựng         Sở Y tế                 Quý IV       10 trạm\n",
        tmp_path,
    )

    assert [(t.kind, t.text, t.lead_text, t.coordinating_text) for t in document.tasks] == [
        ("group", "Nhận thức số", "", ""),
        ("task", "Tổ chức Ngày Chuyển đổi số quốc gia", "Sở Công Thương", "Sở Y tế; Sở Xây dựng"),
        ("task", "Mở lớp bồi dưỡng", "Sở Nội vụ", "Sở Tài chính"),
        ("group", "Hạ tầng số", "", ""),
        ("task", "Phủ sóng 5G", "Sở Xây dựng", "Sở Y tế"),
    ]


def test_rows_may_be_sorted_by_months_and_persons_lead(tmp_path: Path) -> None:
    document = read(
        "  Tháng      Nội dung công việc     Đơn vị thực hiện      Kết quả    "
        "    Lãnh đạo phụ trách\n\n"
        "8/2025       Tổ chức bồi dưỡng      Văn phòng Sở          100% giáo      Đ/c Giám đốc\n"
        "             chính trị hè                                 viên\n\n"
        "             Kiểm tra công tác      Phòng Kế hoạch        Từ 30 trường   Đ/c Phó Giám\n"
        "             chuẩn bị                                     trở lên        đốc\n\n"
        "9/2025       Khai giảng năm học     Các trường học        Kế hoạch       Đ/c Giám đốc\n",
        tmp_path,
    )

    assert [(t.text, t.lead_text, t.deliverable_text) for t in document.tasks] == [
        ("Tổ chức bồi dưỡng chính trị hè", "Văn phòng Sở", "100% giáo viên"),
        ("Kiểm tra công tác chuẩn bị", "Phòng Kế hoạch", "Từ 30 trường trở lên"),
        ("Khai giảng năm học", "Các trường học", "Kế hoạch"),
    ]
    assert [task.timeline_text for task in document.tasks] == ["8/2025", "", "9/2025"]


def test_rows_below_one_number_are_told_and_doubted(tmp_path: Path) -> None:
    document = read(
        " TT     Tên tiêu chí    Nội dung tiêu chí        Năm 2026      Năm 2027     Chủ trì\n\n"
        "1       Giao thông      Tỷ lệ km đường xã        95%           100%     "
        "    Sở Xây dựng\n\n"
        "                        Tỷ lệ km đường ngõ       80%           85%          Sở Y tế\n\n"
        "2       Điện            Tỷ lệ hộ sử dụng         98%           99%      "
        "    Sở Công Thương\n"
        "                        điện\n\n"
        "3       Nhà ở           Nhà tạm, dột nát         3%            0%           Sở Xây dựng\n",
        tmp_path,
    )
    doubted = {issue.task_id for issue in document.issues if issue.code == "doubtful_cells"}

    assert [(task.number, task.text) for task in document.tasks] == [
        ("1", "Tỷ lệ km đường xã"), (None, "Tỷ lệ km đường ngõ"),
        ("2", "Tỷ lệ hộ sử dụng điện"), ("3", "Nhà tạm, dột nát"),
    ]  # fmt: skip
    assert [task.task_id in doubted for task in document.tasks] == [False, True, False, False]


def test_a_title_of_rows_below_one_blank_line_and_above_another_runs_over_its_column(
    tmp_path: Path,
) -> None:
    document = read(
        "Số TT   Nội dung      Sản phẩm            Chủ trì          Thời gian\n"
        "        công việc\n\n"
        "        Lĩnh vực Y tế dự phòng\n\n"
        "1       Ban hành      Kế hoạch của        Sở Y tế          Quý I\n"
        "        kế hoạch      UBND tỉnh\n\n"
        "2       Mua sắm       02 máy:             Sở Tài chính     Quý II\n\n"
        "        - Máy X-quang loại nhỏ\n\n"
        "3       Sơ kết        Báo cáo             Sở Y tế          Quý IV\n",
        tmp_path,
    )

    assert [(task.kind, task.number, task.text) for task in document.tasks][:2] == [
        ("group", None, "Lĩnh vực Y tế dự phòng"),
        ("task", "1", "Ban hành kế hoạch"),
    ]
    assert [task.kind for task in document.tasks].count("group") == 1


# Words that stand in the wrong column


def test_a_number_where_the_next_column_begins_is_no_row(tmp_path: Path) -> None:
    document = read(
        " TT     Thời gian           Nội dung công việc         Chủ trì\n\n"
        "1       Quý I               Ban hành tài liệu          Sở Y tế\n\n"
        "2       Tháng 7 và tháng    Tổ chức chiến dịch         Sở Nội vụ\n"
        "        12                  truyền thông\n\n"
        "3       Quý IV              Sơ kết                     Sở Y tế\n",
        tmp_path,
    )

    assert [(task.number, task.timeline_text, task.text) for task in document.tasks] == [
        ("1", "Quý I", "Ban hành tài liệu"),
        ("2", "Tháng 7 và tháng 12", "Tổ chức chiến dịch truyền thông"),
        ("3", "Quý IV", "Sơ kết"),
    ]


def test_one_word_in_capitals_is_no_title(tmp_path: Path) -> None:
    document = read(
        " TT     Nội dung công việc     Chủ trì         Thời gian\n"
        "1       Báo cáo kết quả        Sở Nội vụ       Quý I\n"
        "        thực hiện Nghị\n"
        "        quyết số\n"
        "        57-NQ/TW\n"
        "2       Sơ kết                 Sở Y tế         Quý II\n",
        tmp_path,
    )

    assert [(task.number, task.text) for task in document.tasks] == [
        ("1", "Báo cáo kết quả thực hiện Nghị quyết số 57-NQ/TW"), ("2", "Sơ kết")
    ]  # fmt: skip


def test_one_text_over_the_edges_of_columns_is_a_title(tmp_path: Path) -> None:
    document = read(
        " TT    Nội dung công việc    Cơ quan chủ trì    Thời gian\n"
        "1      Công bố, công khai thủ tục hành chính\n"
        "1.1    Ban hành danh mục     Sở Nội vụ          Quý I\n"
        "1.2    Rà soát danh mục      Sở Y tế            Quý II\n",
        tmp_path,
    )

    assert [(task.kind, task.text, task.lead_text) for task in document.tasks] == [
        ("group", "Công bố, công khai thủ tục hành chính", ""),
        ("task", "Ban hành danh mục", "Sở Nội vụ"), ("task", "Rà soát danh mục", "Sở Y tế"),
    ]  # fmt: skip


# Cells that stand one after another


def test_names_of_no_list_are_told_by_their_form() -> None:
    text = (
        "TT Nhiệm vụ Chủ trì Phối hợp Thời gian\n"
        "1 Sơ kết, tổng kết\nKế hoạch\nVăn phòng Thường trực\nBCĐ\nCông an tỉnh Quý IV\n"
        "2 Phủ sóng 5G khu\ncông nghiệp\nPhòng Bưu chính\nSở Y tế Quý II\n"
    )

    assert rows_of(text) == [
        ["Sơ kết, tổng kết Kế hoạch", "Văn phòng Thường trực BCĐ", "Công an tỉnh", "Quý IV"],
        ["Phủ sóng 5G khu công nghiệp", "Phòng Bưu chính", "Sở Y tế", "Quý II"],
    ]


def test_a_figure_stays_with_the_word_that_counts_it() -> None:
    text = (
        "TT Chỉ tiêu Năm 2025 Năm 2026 Chủ trì\n"
        "1 Thứ hạng chỉ số Tăng 2 bậc Top 15 Sở Y tế\n"
        "2 Tỷ lệ hồ sơ 50% trên 60% Sở Y tế\n"
    )

    assert [row[1:3] for row in rows_of(text)] == [["Tăng 2 bậc", "Top 15"], ["50%", "trên 60%"]]


def test_a_title_in_capitals_goes_over_two_lines_and_a_section_stands_where_texts_do(
    tmp_path: Path,
) -> None:
    """The section begins in the column of texts, groups in that of numbers."""
    text = (
        "       I. MỤC TIÊU\n       1. Phát triển kinh tế.\n       II. NHIỆM VỤ\n"
        "TT    Nhiệm vụ                 Cơ quan chủ trì     Thời gian\n"
        "I.    HOÀN THIỆN CƠ CHẾ,\n      CHÍNH SÁCH\n"
        "1     Ban hành bảng giá đất    Sở Tài chính        Quý I/2026\n"
        "II.   HẠ TẦNG\n"
        "1     Xây dựng kè biển         Sở Xây dựng         Năm 2026\n"
        "       III. TỔ CHỨC THỰC HIỆN\n"
        "       1. Sở Tài chính chủ trì theo dõi, đôn đốc việc thực hiện.\n"
    )
    document = read(text, tmp_path)

    assert [(t.number, t.text) for t in document.tasks] == [
        ("I", "HOÀN THIỆN CƠ CHẾ, CHÍNH SÁCH"),
        ("1", "Ban hành bảng giá đất"),
        ("II", "HẠ TẦNG"),
        ("1", "Xây dựng kè biển"),
    ]
    assert [s.path for s in document.sections] == ["I", "I.1", "II", "III", "III.1"]


def test_two_columns_stand_beside_each_other_and_one_heading_below_itself() -> None:
    year = (
        "                           Thực trạng                          Cơ quan chủ\n"
        "TT   Chỉ tiêu                             2026      2030\n"
        "                             2025                              trì\n"
        "1    Tỷ lệ nữ (%)          14,5           15        20         Sở Nội vụ\n"
        "2    Tỷ lệ nam (%)         85,5           85        80         Sở Nội vụ\n"
    )
    component = (
        "                          Chỉ số\n"
        "                                      Cơ quan       Cơ quan      Thời\n"
        "TT   Nhiệm vụ             thành\n"
        "                                      chủ trì       phối hợp     hạn\n"
        "                          phần\n"
        "1    Công bố quỹ đất      Tiếp cận    Sở Y tế       Sở Nội vụ    Quý I\n"
        "2    Đối thoại            Chi phí     Sở Nội vụ     Sở Y tế      Quý II\n"
    )

    assert headings_of(grid_header(year)) == [
        "TT", "Chỉ tiêu", "Thực trạng 2025", "2026", "2030", "Cơ quan chủ trì"
    ]  # fmt: skip
    assert headings_of(grid_header(component)) == [
        "TT", "Nhiệm vụ", "Chỉ số thành phần", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"
    ]  # fmt: skip


def test_months_in_capitals_are_titles_of_rows(tmp_path: Path) -> None:
    text = (
        "TT             Nội dung công việc         Cơ quan chuẩn bị     Cơ quan phối   Cấp trình\n"
        "                                                                   hợp\n"
        "THÁNG 01\n"
        "1   Báo cáo tình hình kinh tế - xã hội   Sở Tài chính         Thống kê tỉnh   UBND tỉnh\n"
        "2   Quyết định quy định giá đất          Sở Nông nghiệp và    Sở Tư pháp      UBND tỉnh\n"
        "                                         Môi trường\n"
        "QUÝ II\n"
        "1   Tổng kết Đề án 06                    Công an tỉnh                         UBND tỉnh\n"
    )
    rows = read(text, tmp_path).tasks

    assert [(row.kind, row.text, row.lead_text, row.coordinating_text) for row in rows] == [
        ("group", "THÁNG 01", "", ""),
        ("task", "Báo cáo tình hình kinh tế - xã hội", "Sở Tài chính", "Thống kê tỉnh"),
        ("task", "Quyết định quy định giá đất", "Sở Nông nghiệp và Môi trường", "Sở Tư pháp"),
        ("group", "QUÝ II", "", ""),
        ("task", "Tổng kết Đề án 06", "Công an tỉnh", ""),
    ]


def test_numbers_stand_in_the_middle_of_their_rows_though_most_cells_have_one_line() -> None:
    text = """TT   Chỉ tiêu                  Năm 2026   Năm 2027   Năm 2028   Năm 2029   Cơ quan

A    TRẺ EM

     Tỷ lệ trẻ dưới 5 tuổi
1                              17,5       16,0       15,5       < 15       Sở Y tế
     suy dinh dưỡng

2    Số trẻ được tiêm          6.000      6.000      6.000      6.000      Sở Y tế

3    Số trẻ được khám          6.000      6.000      6.000      6.000      Sở Y tế

4    Số trẻ đi học             6.000      6.000      6.000      6.000      Sở Y tế
"""
    rows = grid_rows_of(text)

    assert [" ".join(row.cell(0)) for row in rows][:3] == [
        "TRẺ EM", "Tỷ lệ trẻ dưới 5 tuổi suy dinh dưỡng", "Số trẻ được tiêm"
    ]  # fmt: skip
