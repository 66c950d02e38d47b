"""Dates, numbers, authorities and periods, from what is printed."""

from datetime import date

import pytest

from planparse.knowledge import Knowledge, load
from planparse.normalize.agencies.authorities import parse_authority
from planparse.normalize.agencies.mentions import parse_agencies
from planparse.normalize.agencies.seats import settle_province
from planparse.normalize.numbers import parse_document_number, parse_row_number, to_plan_id
from planparse.normalize.times.dates import parse_numeric_date, parse_place_and_date
from planparse.normalize.times.periods import parse_period


@pytest.mark.parametrize(
    ("text", "place", "on"),
    [
        ("Vĩnh Long, ngày 06 tháng 4 năm 2023", "Vĩnh Long", date(2023, 4, 6)),
        ("Thừa Thiên Huế, ngày 1 tháng 12 năm 2022", "Thừa Thiên Huế", date(2022, 12, 1)),
        ("Tân Thành, ngày 05/01/2026", "Tân Thành", date(2026, 1, 5)),
        ("Hà Nội, ngày tháng năm 2026", "Hà Nội", None),
        ("Hà Nội, ngày … tháng … năm 2026", "Hà Nội", None),
        ("Hà Nội, ngày 31 tháng 02 năm 2026", "Hà Nội", None),
        ("", None, None),
    ],
)
def test_place_and_date(
    text: str, place: str | None, on: date | None, knowledge: Knowledge
) -> None:
    assert parse_place_and_date(text, knowledge) == (place, on)


@pytest.mark.parametrize(
    ("text", "on"),
    [("Ngày 19-01-2023", date(2023, 1, 19)), ("17/6/2022", date(2022, 6, 17)), ("32/1/2022", None)],
)
def test_numeric_dates(text: str, on: date | None) -> None:
    assert parse_numeric_date(text) == on


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Số: 394/KH-UBND", "394/KH-UBND"),
        ("Số: 16/TTr- STTTT", "16/TTr-STTTT"),
        ("Số: 05 /KH-UBND", "05/KH-UBND"),
        ("Số: 57-NQ/TW", "57-NQ/TW"),
        ("Số: 30/2020/NĐ-CP", "30/2020/NĐ-CP"),
        ("Số: /KH-UBND", None),
        ("Số:", None),
        ("Số: 66.19/2026/NQ-CP", "66.19/2026/NQ-CP"),
        ("Nghị quyết số: 105/2025/UBTVQH15", "105/2025/UBTVQH15"),
        ("Số: 12.345.678/X", None),
    ],
)
def test_document_numbers(text: str, number: str | None, knowledge: Knowledge) -> None:
    assert parse_document_number(text, knowledge) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("101.", "101"), ("đ)", "đ"), ("(2)", "2"), ("1.1.", "1.1"), ("-", None), ("", None)],
)
def test_row_numbers(text: str, number: str | None) -> None:
    assert parse_row_number(text) == number


@pytest.mark.parametrize(
    ("lines", "on", "code", "slug", "name"),
    [
        (
            ["ỦY BAN NHÂN DÂN", "TỈNH TIỀN GIANG"], date(2022, 12, 19),
            "VN-46", "tien-giang", "Ủy ban nhân dân tỉnh Tiền Giang",
        ),
        (
            ["UỶ BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"], None,
            "VN-SG", "ho-chi-minh", "Ủy ban nhân dân thành phố Hồ Chí Minh",
        ),
        (
            ["ỦY BAN NHÂN DÂN", "TỈNH BÀ RỊA – VŨNG TÀU"], date(2023, 1, 1),
            "VN-43", "ba-ria-vung-tau", "Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu",
        ),
        (["UBND THÀNH PHỐ HÀ NỘI", "SỞ Y TẾ"], None, "VN-HN", "ha-noi", "Sở Y tế"),
        (
            ["UBND TỈNH QUẢNG TRỊ", "SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"], date(2025, 10, 28),
            "VN-25", "quang-tri", "Sở Nông nghiệp và Môi trường",
        ),
        (
            ["ỦY BAN NHÂN DÂN", "THỊ XÃ BỈM SƠN"], None,
            "VN-21", "thanh-hoa", "Ủy ban nhân dân thị xã Bỉm Sơn",
        ),
        (
            ["ỦY BAN NHÂN DÂN", "HUYỆN PHONG ĐIỀN"], None,
            None, None, "Ủy ban nhân dân huyện Phong Điền",
        ),
        (
            ["TỈNH TIỀN GIANG", "ỦY BAN NHÂN DÂN", "HUYỆN CHÂU THÀNH"], date(2024, 3, 12),
            "VN-46", "tien-giang", "Ủy ban nhân dân huyện Châu Thành",
        ),
        (
            ["UBND HUYỆN CÁI BÈ", "ỦY BAN NHÂN DÂN", "XÃ HOÀ KHÁNH"], date(2024, 3, 12),
            "VN-46", "tien-giang", "Ủy ban nhân dân xã Hòa Khánh",
        ),
        (
            ["UBND HUYỆN CÁI BÈ", "PHÒNG TƯ PHÁP"], date(2024, 3, 12),
            "VN-46", "tien-giang", "Phòng Tư pháp",
        ),
        (  # a commune may bear the name of a province
            ["ỦY BAN NHÂN DÂN", "XÃ TÂN HÒA BÌNH"], date(2024, 3, 12),
            None, None, "Ủy ban nhân dân xã Tân Hòa Bình",
        ),
        (
            ["ỦY BAN NHÂN DÂN", "PHƯỜNG XUÂN HƯƠNG - ĐÀ LẠT"], date(2026, 1, 5),
            None, None, "Ủy ban nhân dân phường Xuân Hương - Đà Lạt",
        ),
        (["ỦY BAN NHÂN DÂN", "XÃ CƯ M'GAR"], date(2026, 1, 5), None, None, None),
        (
            ["BỘ THÔNG TIN VÀ TRUYỀN THÔNG"], None,
            None, "viet-nam", "Bộ Thông tin và Truyền thông",
        ),
        (["THỦ TƯỚNG CHÍNH PHỦ"], None, None, "viet-nam", "Thủ tướng Chính phủ"),
        (
            ["ĐẢNG BỘ TỈNH CÀ MAU", "ĐẢNG ỦY XÃ NĂM CĂN"], date(2025, 9, 1),
            "VN-59", "ca-mau", "Đảng ủy xã Năm Căn",
        ),
        (
            ["HỘI ĐỒNG NHÂN DÂN", "XÃ ĐỨC TRỌNG"], date(2026, 1, 5),
            None, None, "Hội đồng nhân dân xã Đức Trọng",
        ),
        (
            ["BỘ KHOA HỌC VÀ CÔNG NGHỆ", "CỤC CHUYỂN ĐỔI SỐ QUỐC GIA"], date(2026, 1, 5),
            None, "viet-nam", "Cục Chuyển đổi số quốc gia",
        ),
        (  # the youth union bears the name of a person, not of the city
            ["ĐOÀN TNCS HỒ CHÍ MINH", "BAN CHẤP HÀNH TỈNH LÂM ĐỒNG"], date(2026, 1, 5),
            "VN-35", "lam-dong", "Tỉnh đoàn",
        ),
        (  # two departments, of which neither issues the plan alone
            ["UBND TỈNH ĐỒNG THÁP", "SỞ GIÁO DỤC VÀ ĐÀO TẠO -", "CÔNG AN TỈNH"],
            date(2026, 1, 20), "VN-45", "dong-thap", None,
        ),
        (["TỈNH ỦY QUẢNG NAM"], date(2025, 8, 1), "VN-27", "quang-nam", "Tỉnh ủy"),
    ],
)  # fmt: skip
def test_authorities(
    lines: list[str],
    on: date | None,
    code: str | None,
    slug: str | None,
    name: str | None,
    knowledge: Knowledge,
) -> None:
    authority = parse_authority(lines, on, knowledge)

    assert (authority.province.code if authority.province else None) == code
    assert (authority.place_slug, authority.name) == (slug, name)


COMMUNE = ["ỦY BAN NHÂN DÂN", "XÃ TÂN HÒA"]
NOW, BEFORE = date(2026, 2, 10), date(2024, 3, 12)
DISTRICT = ["ỦY BAN NHÂN DÂN", "HUYỆN CHÂU THÀNH"]


@pytest.mark.parametrize(
    ("lines", "on", "around", "body", "code"),
    [
        (COMMUNE, NOW, ["Kế hoạch của UBND tỉnh Đồng Tháp về", "- UBND xã;"], [], "VN-45"),
        (COMMUNE, NOW, ["- TT Tỉnh uỷ Đồng Tháp;", "UBND tỉnh Đồng Tháp"], [], "VN-45"),
        # Tiền Giang is part of Đồng Tháp by then: only one of the two is in force
        (COMMUNE, NOW, ["UBND tỉnh Tiền Giang", "UBND tỉnh Đồng Tháp"], [], "VN-45"),
        (COMMUNE, BEFORE, ["UBND tỉnh Tiền Giang", "UBND tỉnh Đồng Tháp"], [], None),
        (COMMUNE, NOW, ["các tỉnh Đồng Tháp, Vĩnh Long"], [], None),
        # two around it leave it open, whatever the body says
        (COMMUNE, NOW, ["tỉnh An Giang", "tỉnh Đồng Tháp"], ["UBND tỉnh Đồng Tháp"], None),
        (COMMUNE, NOW, ["UBND tỉnh"], ["Quyết định của UBND tỉnh Đồng Tháp"], "VN-45"),
        (COMMUNE, NOW, ["UBND tỉnh"], ["học tập tại tỉnh Quảng Ninh"], None),
        (COMMUNE, NOW, ["UBND xã Vĩnh Long"], [], None),
        (DISTRICT, BEFORE, ["UBND tỉnh Tiền Giang"], [], "VN-46"),
        (DISTRICT, BEFORE, ["UBND tỉnh Cao Bằng"], [], None),  # it has no such district
        (["ỦY BAN NHÂN DÂN", "XÃ CƯ M'GAR"], NOW, ["UBND tỉnh Đắk Lắk"], [], "VN-33"),
        (["CÔNG TY CẤP NƯỚC"], BEFORE, ["UBND tỉnh Tiền Giang"], [], None),
        (["BỘ Y TẾ"], BEFORE, ["UBND tỉnh Tiền Giang"], [], None),
    ],
)  # fmt: skip
def test_the_province_of_a_commune_is_the_only_one_that_the_text_names(
    lines: list[str],
    on: date,
    around: list[str],
    body: list[str],
    code: str | None,
    knowledge: Knowledge,
) -> None:
    searched = [("province_lead", around), ("province_body_lead", body)]

    authority, passage = settle_province(
        parse_authority(lines, on, knowledge), searched, on, knowledge
    )

    assert (authority.province.code if authority.province else None) == code
    assert (passage in [*around, *body]) == (code is not None)


def test_a_document_without_a_header_has_no_authority(knowledge: Knowledge) -> None:
    authority = parse_authority([], date(2026, 1, 1), knowledge)

    assert (authority.text, authority.name, authority.place_slug) == ("", None, None)


def test_the_name_of_hue_depends_on_the_date(knowledge: Knowledge) -> None:
    before = parse_authority(["ỦY BAN NHÂN DÂN TỈNH THỪA THIÊN HUẾ"], date(2023, 1, 1), knowledge)
    after = parse_authority(["ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ"], date(2026, 1, 1), knowledge)

    assert (before.place_slug, after.place_slug) == ("thua-thien-hue", "hue")


def test_plan_ids() -> None:
    assert to_plan_id("tien-giang", "394/KH-UBND", 2022, "ab" * 32) == "tien-giang-394-kh-ubnd-2022"
    assert to_plan_id("ha-noi", None, 2026, "ab" * 32) == "sha-abababababab"
    assert to_plan_id(None, "5/KH-UBND", 2026, "ab" * 32) == "sha-abababababab"


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Phát triển kinh tế số giai đoạn 2022 - 2025 trên địa bàn tỉnh", (2022, 2025)),
        ("Chuyển đổi số giai đoạn từ năm 2021 đến năm 2025", (2021, 2025)),
        ("Kế hoạch cải cách hành chính năm 2026", (2026, 2026)),
        ("về chuyển đổi số đến năm 2025 và định hướng đến năm 2030", (None, None)),
        ("Thực hiện Nghị quyết ngày 16/11/2022", (None, None)),
        (
            "Chương trình thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024",
            (None, None),
        ),
        ("Phát triển du lịch năm 2026, định hướng đến năm 2030", (2026, 2026)),
        ("thực hiện Nghị quyết Đại hội, nhiệm kỳ 2025 - 2030", (2025, 2030)),
        ("Thực hiện nhiệm vụ năm học 2025 - 2026", (2025, 2026)),
    ],
)
def test_periods(title: str, period: tuple[int | None, int | None]) -> None:
    assert parse_period(title, load()) == period


@pytest.mark.parametrize(
    ("lines", "on", "text", "name", "agency_id"),
    [
        (
            ["TỈNH TIỀN GIANG", "UBND HUYỆN CHÂU THÀNH"], date(2024, 3, 12),
            "Văn phòng HĐND và UBND huyện",
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện",
            "VN-46/821/van-phong-hoi-dong-nhan-dan-va-uy-ban-nhan-dan-huyen",
        ),
        (
            ["TỈNH ĐỒNG THÁP", "UBND XÃ TÂN HÒA"], date(2026, 3, 12), "Phòng Văn hóa - Xã hội xã",
            "Phòng Văn hóa - Xã hội", "VN-45/xa-tan-hoa/phong-van-hoa-xa-hoi",
        ),
        (
            ["TỈNH ĐỒNG THÁP", "UBND XÃ TÂN HÒA"], date(2026, 3, 12), "UBND",
            "Ủy ban nhân dân xã Tân Hòa", "VN-45/uy-ban-nhan-dan-xa-tan-hoa",
        ),
        (  # the province is not known, and so is no id
            ["UBND XÃ TÂN HÒA"], date(2026, 3, 12), "Công an xã", "Công an xã", None,
        ),
        (
            ["UBND TỈNH VĨNH LONG", "ỦY BAN NHÂN DÂN", "HUYỆN LONG HỒ"], date(2024, 3, 1),
            "Huyện đoàn", "Huyện đoàn", "VN-49/857/huyen-doan",
        ),
        (
            ["UBND TỈNH VĨNH LONG", "ỦY BAN NHÂN DÂN", "THỊ XÃ BÌNH MINH"], date(2024, 3, 1),
            "Thị đoàn", "Thị đoàn", "VN-49/861/thi-doan",
        ),
        (
            ["UBND TỈNH VĨNH LONG", "ỦY BAN NHÂN DÂN", "HUYỆN LONG HỒ"], date(2024, 3, 1),
            "BCH Quân sự huyện", "Ban Chỉ huy quân sự huyện",
            "VN-49/857/ban-chi-huy-quan-su-huyen",
        ),
        (
            ["UBND TỈNH VĨNH LONG", "ỦY BAN NHÂN DÂN", "HUYỆN LONG HỒ"], date(2024, 3, 1),
            "Trung tâm Văn hóa, Thông tin và Thể thao",
            "Trung tâm Văn hóa, Thông tin và Thể thao huyện",
            "VN-49/857/trung-tam-van-hoa-thong-tin-va-the-thao-huyen",
        ),
        (
            ["ĐẢNG BỘ TỈNH CÀ MAU", "ĐẢNG ỦY XÃ NĂM CĂN"], date(2025, 9, 1), "UBND xã",
            "Ủy ban nhân dân xã Năm Căn", "VN-59/uy-ban-nhan-dan-xa-nam-can",
        ),
        (  # units of a ministry or department are known by the form of their name
            ["BỘ KHOA HỌC VÀ CÔNG NGHỆ"], date(2025, 6, 1), "Vụ Kế hoạch - Tài chính",
            "Vụ Kế hoạch - Tài chính", "VN/bo-khoa-hoc-va-cong-nghe/vu-ke-hoach-tai-chinh",
        ),
        (
            ["BỘ KHOA HỌC VÀ CÔNG NGHỆ"], date(2025, 6, 1), "Ngân hàng Nhà nước",
            "Ngân hàng Nhà nước Việt Nam", "VN/ngan-hang-nha-nuoc-viet-nam",
        ),
        (
            ["BỘ KHOA HỌC VÀ CÔNG NGHỆ"], date(2025, 6, 1), "UBND thành phố Huế",
            "Ủy ban nhân dân thành phố Huế", "VN-26/uy-ban-nhan-dan-thanh-pho-hue",
        ),
        (
            ["UBND TỈNH QUẢNG TRỊ", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"], date(2025, 10, 28),
            "Phòng Kế hoạch - Tài chính", "Phòng Kế hoạch - Tài chính",
            "VN-25/so-nong-nghiep-va-moi-truong/phong-ke-hoach-tai-chinh",
        ),
        (  # the Prime Minister has none
            ["THỦ TƯỚNG CHÍNH PHỦ"], date(2025, 6, 1), "Vụ Pháp chế", None, None,
        ),
        (  # a number is no misspelling of another: there is a Ban Chỉ đạo 35
            ["ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐỒNG"], date(2025, 9, 1), "Ban Chỉ đạo 57", None, None,
        ),
        (  # communes have had departments since July 2025
            ["UBND XÃ TÂN HÒA"], date(2024, 3, 12), "Phòng Văn hóa - Xã hội", None, None,
        ),
    ],
)  # fmt: skip
def test_bodies_of_districts_and_communes_in_their_own_documents(
    lines: list[str],
    on: date,
    text: str,
    name: str | None,
    agency_id: str | None,
    knowledge: Knowledge,
) -> None:
    scope = parse_authority(lines, on, knowledge).scope(on)

    [mention] = parse_agencies(text, scope, knowledge)

    assert (mention.name, mention.agency_id) == (name, agency_id)
