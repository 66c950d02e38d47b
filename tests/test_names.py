"""Names of bodies and symbols of acts, as plans before and after the reorganisation print them."""

from datetime import date

import pytest

from planparse.knowledge import Knowledge
from planparse.normalize.acts.citations import parse_citations
from planparse.normalize.agencies.authorities import parse_authority
from planparse.normalize.agencies.bodies import Body, Scope
from planparse.normalize.agencies.communes import Seat
from planparse.normalize.agencies.institutions import name_institution
from planparse.normalize.agencies.mentions import parse_agencies
from planparse.normalize.agencies.persons import names_person

BEFORE, AFTER = date(2023, 4, 6), date(2026, 3, 1)
MINISTRY = Body("Bộ Y tế", "VN/bo-y-te", "central")
DEPARTMENT = Body("Sở Y tế", "VN-49/so-y-te", "province")
SCHOOL = Body("Trường Đại học Cần Thơ", "VN-CT/truong-dai-hoc-can-tho", "other")


def names(text: str, scope: Scope, knowledge: Knowledge) -> list[str | None]:
    return [mention.name for mention in parse_agencies(text, scope, knowledge)]


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        # the same words mean a body of the province before, a central one after the reorganisation
        ("Cục Thống kê, Cục Thuế", BEFORE, ["Cục Thống kê tỉnh", "Cục Thuế tỉnh"]),
        ("Cục Thống kê, Cục Thuế", AFTER, ["Cục Thống kê", "Cục Thuế"]),
        # A comma within the name of a unit, and what stands behind it, are no further body.
        ("Cục Thông tin, Thống kê", AFTER, ["Cục Thông tin, Thống kê"]),
        ("NHNN", BEFORE, ["Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh Vĩnh Long"]),
        ("NHNN", AFTER, ["Ngân hàng Nhà nước Việt Nam"]),
        # and what both have is the province's own in its documents
        ("MTTQ Việt Nam, Đoàn TNCS Hồ Chí Minh", AFTER, [
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Tỉnh đoàn",
        ]),
        ("Sở Nội vụ tham mưu UBND tỉnh, Sở Tài chính", AFTER, ["Sở Nội vụ", "Sở Tài chính"]),
        ("BĐBP tỉnh", BEFORE, ["Bộ Chỉ huy Bộ đội Biên phòng tỉnh"]),
        ("BĐBP tỉnh", AFTER, ["Ban Chỉ huy Bộ đội Biên phòng tỉnh"]),
        # a name without a comma is not one with it
        ("Đảng ủy, HĐND tỉnh", AFTER, [None, "Hội đồng nhân dân tỉnh Vĩnh Long"]),
        ("Sở Văn hóa Thể thao, Du lịch", AFTER, ["Sở Văn hóa, Thể thao và Du lịch"]),
        # of the department named behind it, not of the province
        ("Thanh tra Sở Y tế", BEFORE, ["Thanh tra Sở Y tế"]),
        ("Thanh tra, Sở Y tế", BEFORE, ["Thanh tra tỉnh", "Sở Y tế"]),
        ("Thanh tra Sở, Công an tỉnh", BEFORE, [None, "Công an tỉnh"]),
        # the press ends where another body is named, and is one body since the reorganisation
        ("Báo, Đài PTTH tỉnh; Sở Y tế, Báo - Đài Phát thanh Vĩnh Long, Sở Nội vụ", BEFORE, [
            "Các cơ quan báo chí", "Sở Y tế", "Các cơ quan báo chí", "Sở Nội vụ",
        ]),
        ("Báo và Đài Phát thanh, Truyền hình Vĩnh Long; Sở Y tế", AFTER, [
            "Báo và Đài Phát thanh, Truyền hình Vĩnh Long", "Sở Y tế",
        ]),
        ("Đoàn Thanh niên Bộ Y tế", AFTER, ["Đoàn Thanh niên Bộ Y tế"]),
        # where a body is belongs to no name
        ("Viettel, MobiFone trên địa bàn tỉnh", AFTER, [
            "Tập đoàn Công nghiệp - Viễn thông Quân đội", "Tổng công ty Viễn thông MobiFone",
        ]),
        ("Sở Y tế trên địa bàn tỉnh; Công an tỉnh", AFTER, ["Sở Y tế", "Công an tỉnh"]),
        # the name of a district is that of a commune later
        ("UBND xã Trà Côn, Long Hồ", AFTER, ["Ủy ban nhân dân xã Trà Côn", None]),
        ("UBND Long Hồ", BEFORE, ["Ủy ban nhân dân huyện Long Hồ"]),
        ("Cơ quan UBKT Tỉnh ủy; Cơ quan Thường trực Ban Chỉ đạo", AFTER, [
            "Ủy ban Kiểm tra Tỉnh ủy", None,
        ]),
        ("Công an tỉnh phối hợp với Sở Tư pháp và UBND cấp xã", AFTER, [
            "Công an tỉnh", "Sở Tư pháp", "Ủy ban nhân dân cấp xã",
        ]),
        ("Thường trực HĐND tỉnh; các Ban HĐND tỉnh", AFTER, [
            "Hội đồng nhân dân tỉnh Vĩnh Long", "Các cơ quan, đơn vị",
        ]),
        ("Trung tâm PVHCC tỉnh và cấp xã; UBND tỉnh và cấp xã", AFTER, [
            "Trung tâm Phục vụ hành chính công tỉnh", "Các cơ quan cấp xã",
            "Ủy ban nhân dân tỉnh Vĩnh Long", "Ủy ban nhân dân cấp xã",
        ]),
        ("Văn phòng HĐND và UBND các huyện; Sở Y tế", BEFORE, ["Các cơ quan cấp huyện", "Sở Y tế"]),
        ("VP HĐND & UBND cấp xã, CAT", AFTER, ["Các cơ quan cấp xã", "Công an tỉnh"]),
        ("VP TU; VP ĐU", AFTER, ["Văn phòng Tỉnh ủy", None]),
        ("SỞ DÂN TỐC VÀ TÔN GIÁO", AFTER, ["Sở Dân tộc và Tôn giáo"]),
        ("Bệnh viện đa khoa tỉnh và các TTYT", AFTER, ["Bệnh viện đa khoa tỉnh", "Các cơ sở y tế"]),
        # who prepares something for the body before the brackets is named, too
        ("UBND tỉnh (Sở Tài chính tham mưu); Công an tỉnh (Phòng PC06)", AFTER, [
            "Ủy ban nhân dân tỉnh Vĩnh Long", "Sở Tài chính", "Công an tỉnh",
        ]),
        ("UBND tỉnh (giao Sở Y tế, Sở Nội vụ)", AFTER, [
            "Ủy ban nhân dân tỉnh Vĩnh Long", "Sở Y tế", "Sở Nội vụ",
        ]),
        # a place behind a body in a place leaves the body out; alone, it means the committee
        ("Trung tâm Y tế TP. Vĩnh Long, TX. Bình Minh và huyện Long Hồ", BEFORE, [
            "Trung tâm Y tế TP. Vĩnh Long", "Trung tâm Y tế TX. Bình Minh",
            "Trung tâm Y tế huyện Long Hồ",
        ]),
        ("Trung tâm Y tế TP. Vĩnh Long; TX. Bình Minh", BEFORE, [
            "Trung tâm Y tế TP. Vĩnh Long", "Ủy ban nhân dân thị xã Bình Minh",
        ]),
        # a larger place behind a commune is where it lies
        ("UBND xã Trà Côn, huyện Trà Ôn; Công an xã Tân Hội, TP. Vĩnh Long, Sở Y tế", BEFORE, [
            "Ủy ban nhân dân xã Trà Côn", "Công an xã Tân Hội", "Sở Y tế",
        ]),
        ("Hải quan Vĩnh Long", BEFORE, ["Cục Hải quan tỉnh"]),
        ("UBND TP. Vĩnh Long, TX. Bình Minh", BEFORE, [
            "Ủy ban nhân dân thành phố Vĩnh Long", "Ủy ban nhân dân thị xã Bình Minh",
        ]),
        ("Công an các tỉnh vùng Tây Nam Bộ; UBND các tỉnh liên quan", AFTER, [
            "Các cơ quan cấp tỉnh", "Ủy ban nhân dân các tỉnh, thành phố",
        ]),
    ],
)  # fmt: skip
def test_bodies_of_a_province(
    text: str, on: date, expected: list[str | None], knowledge: Knowledge
) -> None:
    scope = Scope(knowledge.province("Vĩnh Long"), None, on)

    assert names(text, scope, knowledge) == expected


@pytest.mark.parametrize(
    ("issuer", "text", "expected"),
    [
        (SCHOOL, "Đoàn Thanh niên; Công đoàn Trường", ["Đoàn Thanh niên", "Công đoàn"]),
        (SCHOOL, "Hội Cựu chiến binh", ["Hội Cựu chiến binh"]),
        (DEPARTMENT, "Đoàn Thanh niên", [None]),  # its own, or that of the province
        (DEPARTMENT, "Đoàn Thanh niên Sở", ["Đoàn Thanh niên"]),
        (None, "Đoàn Thanh niên", ["Thành đoàn"]),
    ],
)
def test_what_an_institution_has_of_its_own(
    issuer: Body | None, text: str, expected: list[str | None], knowledge: Knowledge
) -> None:
    scope = Scope(knowledge.province("Cần Thơ"), None, AFTER, issuer=issuer)

    assert names(text, scope, knowledge) == expected


def test_bare_names_in_the_documents_of_a_ministry(knowledge: Knowledge) -> None:
    scope = Scope(on=AFTER, issuer=MINISTRY)

    assert names("Mặt trận Tổ quốc; BHXH; Kho bạc Nhà nước; Công an tỉnh", scope, knowledge) == [
        "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
        "Bảo hiểm Xã hội Việt Nam",
        "Kho bạc Nhà nước Việt Nam",
        "Công an tỉnh",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Các Sở Y tế; Sở Nông nghiệp và Môi trường các tỉnh", ["Các cơ quan cấp tỉnh"] * 2),
        ("Các Vụ: Pháp chế, Tổ chức cán bộ", ["Vụ Pháp chế", "Vụ Tổ chức cán bộ"]),
        (
            "Vụ Kế hoạch, Tài chính và Quản lý doanh nghiệp, Vụ Pháp chế",
            ["Vụ Kế hoạch, Tài chính và Quản lý doanh nghiệp", "Vụ Pháp chế"],
        ),
    ],
)
def test_departments_of_all_provinces_and_units_of_a_ministry(
    text: str, expected: list[str], knowledge: Knowledge
) -> None:
    assert names(text, Scope(on=AFTER, issuer=MINISTRY), knowledge) == expected


def test_departments_in_a_commune_of_no_known_province_are_single_ones(
    knowledge: Knowledge,
) -> None:
    scope = Scope(None, None, AFTER, Seat("xã", "Tân Hội"))

    assert names("Các Sở: Y tế, Nội vụ; Đoàn xã", scope, knowledge) == [
        "Sở Y tế",
        "Sở Nội vụ",
        "Đoàn Thanh niên Cộng sản Hồ Chí Minh xã",
    ]


def test_committees_of_a_commune_stand_beside_each_other(knowledge: Knowledge) -> None:
    scope = Scope(knowledge.province("Vĩnh Long"), None, AFTER, Seat("xã", "Tân Hội"))

    assert names("Đảng ủy, UBND xã; Đảng ủy - UBND xã; Đảng ủy UBND xã", scope, knowledge) == [
        "Đảng ủy xã",
        "Ủy ban nhân dân xã Tân Hội",
        "Đảng ủy xã",
        "Ủy ban nhân dân xã Tân Hội",
        "Đảng ủy Ủy ban nhân dân xã",
    ]


@pytest.mark.parametrize(
    ("lines", "on", "code", "name"),
    [
        (["UBND TỈNH VĨNH LONG", "VĂN PHÒNG"], AFTER, "VN-49", "Văn phòng Ủy ban nhân dân tỉnh"),
        (["TỈNH ỦY VĨNH LONG", "BAN TỔ CHỨC"], AFTER, "VN-49", "Ban Tổ chức Tỉnh ủy"),
        (
            ["ỦY BAN MTTQ VIỆT NAM", "TỈNH ĐẮK LẮK", "BAN THƯỜNG TRỰC"], AFTER,
            "VN-33", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
        ),
        (
            ["MTTQ VIỆT NAM", "ỦY BAN MTTQ VIỆT NAM TỈNH", "ĐẮK LẮK", "BAN THƯỜNG TRỰC"],
            AFTER, "VN-33", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
        ),
        (
            ["HỘI NÔNG DÂN VIỆT NAM", "BAN CHẤP HÀNH TỈNH CÀ MAU"], AFTER,
            "VN-59", "Hội Nông dân tỉnh",
        ),
        (["HUYỆN ỦY LONG HỒ"], BEFORE, "VN-49", "Huyện ủy Long Hồ"),
        (["ĐẢNG ỦY CHÍNH PHỦ"], AFTER, None, "Đảng ủy Chính phủ"),
        (["VĂN PHÒNG", "TRUNG ƯƠNG ĐẢNG"], AFTER, None, "Văn phòng Trung ương Đảng"),
        (
            ["ĐOÀN TNCS HỒ CHÍ MINH", "BAN CHẤP HÀNH TRUNG ƯƠNG"], AFTER,
            None, "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh",
        ),
        (["BỘ TÀI CHÍNH", "CỤC THUẾ"], AFTER, None, "Cục Thuế"),
        (["BỘ TÀI CHÍNH", "KHO BẠC NHÀ NƯỚC"], AFTER, None, "Kho bạc Nhà nước Việt Nam"),
    ],
)  # fmt: skip
def test_issuers(
    lines: list[str], on: date, code: str | None, name: str, knowledge: Knowledge
) -> None:
    authority = parse_authority(lines, on, knowledge)

    assert (authority.province.code if authority.province else None, authority.name) == (code, name)


def test_a_regional_office_is_named_as_its_paper_writes_it(knowledge: Knowledge) -> None:
    lines = ["KHO BẠC NHÀ NƯỚC", "KHO BẠC NHÀ NƯỚC KHU VỰC XVIII"]
    text = "Kho bạc Nhà nước khu vực XVIII ban hành Kế hoạch"

    named = name_institution(
        parse_authority(lines, AFTER, knowledge), lines, lambda: [text], knowledge
    )

    assert (named.name, named.is_central) == ("Kho bạc Nhà nước khu vực XVIII", True)


def test_a_committee_is_named_as_its_paper_spells_out_the_letters_of_the_header(
    knowledge: Knowledge,
) -> None:
    lines = ["UBND TỈNH VĨNH LONG", "BCĐ PHÒNG, CHỐNG AIDS, TNXH", "VÀ XD PHONG TRÀO"]
    name = "Ban Chỉ đạo phòng, chống AIDS, tệ nạn xã hội và xây dựng phong trào tỉnh"
    text = f"Thực hiện Kế hoạch của Chính phủ, {name} Vĩnh Long ban hành Kế hoạch"

    named = name_institution(
        parse_authority(lines, AFTER, knowledge), lines, lambda: [text], knowledge
    )

    assert named.name == name


@pytest.mark.parametrize(
    ("lines", "text", "name", "agency_id", "unit"),
    [
        (
            ["BỘ Y TẾ", "CỤC PHÒNG BỆNH"], "Cục Phòng bệnh ban hành Kế hoạch",
            "Cục Phòng bệnh", "VN/bo-y-te/cuc-phong-benh", "Phòng Quản lý tiêm chủng",
        ),
        (
            ["CÔNG AN TỈNH CAO BẰNG", "CÔNG AN XÃ NGUYÊN BÌNH"],
            "Công an xã Nguyên Bình xây dựng Kế hoạch",
            "Công an xã Nguyên Bình", "VN-04/cong-an-xa-nguyen-binh", "Tổ Phòng, chống tội phạm",
        ),
        (
            ["UBND TỈNH LẠNG SƠN", "BAN CHỈ ĐẠO PHÁT TRIỂN KHCN", "VÀ CĐS"],
            "Ban Chỉ đạo phát triển khoa học, công nghệ và chuyển đổi số tỉnh ban hành",
            "Ban Chỉ đạo phát triển khoa học, công nghệ và chuyển đổi số tỉnh",
            "VN-09/ban-chi-dao-phat-trien-khoa-hoc-cong-nghe-va-chuyen-doi-so-tinh", None,
        ),
    ],
)  # fmt: skip
def test_a_unit_or_an_office_of_a_commune_is_named_as_its_paper_writes_it(
    lines: list[str],
    text: str,
    name: str,
    agency_id: str,
    unit: str | None,
    knowledge: Knowledge,
) -> None:
    named = name_institution(
        parse_authority(lines, AFTER, knowledge), lines, lambda: [text], knowledge
    )

    assert named.body is not None
    assert (named.body.name, named.body.agency_id) == (name, agency_id)
    assert not unit or names(unit, named.scope(AFTER), knowledge) == [unit]


@pytest.mark.parametrize(
    ("text", "kind", "number", "authority"),
    [
        (
            "Nghị quyết 1656/NQ-UBTVQH15 năm 2025",
            "Nghị quyết", "1656/NQ-UBTVQH15", "Ủy ban Thường vụ Quốc hội",
        ),
        ("NQ 193/2025/QH15", "Nghị quyết", "193/2025/QH15", "Quốc hội"),
        ("193/2025/QH15", "Luật", "193/2025/QH15", "Quốc hội"),
        ("QĐ 2629/QĐ-TTg của TTCP", "Quyết định", "2629/QĐ-TTg", "Thủ tướng Chính phủ"),
        ("Kế hoạch số 220-KH/TWĐTN-BTC", "Kế hoạch", "220-KH/TWĐTN-BTC", None),
        ("số 1025/KBNN-CNTT", "Công văn", "1025/KBNN-CNTT", "Kho bạc Nhà nước Việt Nam"),
        ("số 8011-CV/BTCTW", "Công văn", "8011-CV/BTCTW", "Ban Tổ chức Trung ương"),
        ("Kế hoạch số 01-KH/BCĐ57", "Kế hoạch", "01-KH/BCĐ57", None),
        ("số 12-CTrHĐ/TU", "Chương trình", "12-CTrHĐ/TU", None),
        ("Quyết định số 204-QĐ/TW của Ban Bí thư", "Quyết định", "204-QĐ/TW", "Ban Bí thư"),
    ],
)  # fmt: skip
def test_acts(
    text: str, kind: str, number: str, authority: str | None, knowledge: Knowledge
) -> None:
    (act,) = parse_citations(text, Scope(on=AFTER), knowledge)

    assert (act.document_type, act.document_number, act.issuing_authority) == (
        kind,
        number,
        authority,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A day of the sentence that names a law is not the law's.
        (
            "Xây dựng Báo cáo tổng kết 15 năm thi hành Luật Nuôi con nuôi theo Đề cương gửi kèm, "
            "gửi về Sở Tư pháp trước ngày 22/9/2025 để tổng hợp",
            [],
        ),
        ("Tổng kết Luật Nuôi con nuôi trên địa bàn tỉnh trong năm 2025", []),
        (
            "Căn cứ Luật Đầu tư theo phương thức đối tác công tư ngày 18 tháng 6 năm 2020;",
            [
                (
                    "Luật Đầu tư theo phương thức đối tác công tư ngày 18 tháng 6 năm 2020",
                    date(2020, 6, 18),
                )
            ],
        ),
        # Laws within the title of one that changes them, and another act behind it.
        (
            "Thực hiện Luật sửa đổi, bổ sung một số điều của Luật Mặt trận Tổ quốc Việt Nam, Luật "
            "Công đoàn và Luật Thanh niên ngày 27 tháng 6 năm 2025 và Chỉ thị số 33/CT-TTg",
            [
                (
                    "Luật sửa đổi, bổ sung một số điều của Luật Mặt trận Tổ quốc Việt Nam, Luật "
                    "Công đoàn và Luật Thanh niên ngày 27 tháng 6 năm 2025",
                    date(2025, 6, 27),
                ),
                ("Chỉ thị số 33/CT-TTg", None),
            ],
        ),
        # What stands behind an act does not belong to its text.
        (
            "theo Nghị định số 85/2016/NĐ-CP của Chính phủ và hướng dẫn của Luật số 87/2025/QH15.",
            [("Nghị định số 85/2016/NĐ-CP của Chính phủ", None), ("Luật số 87/2025/QH15", None)],
        ),
    ],
)
def test_where_acts_end(
    text: str, expected: list[tuple[str, date | None]], knowledge: Knowledge
) -> None:
    acts = parse_citations(text, Scope(on=AFTER), knowledge)

    assert [(act.text, act.issued_on) for act in acts] == expected


@pytest.mark.parametrize("printed", ["KẾ HOẠCH HÀNH ĐỘNG", "CHƯƠNG TRÌNH CÔNG TÁC"])
def test_types_of_plans(printed: str, knowledge: Knowledge) -> None:
    kind = knowledge.document_type(printed)

    assert kind
    assert kind.name == printed.capitalize()


@pytest.mark.parametrize(
    ("mention", "person"),
    [
        ("Lê Văn Tám", True), ("Đ/c Trần Thị Bưởi", True), ("Đại tá Nguyễn Văn An", True),
        ("Trung tâm Nguyễn Văn An", False), ("Nguyễn Du", False), ("Tổ Hòa Giải Cơ Sở", False),
        ("Đoàn Kiểm Tra", False), ("Cao Đẳng Nghề", False),
    ],
)  # fmt: skip
def test_a_person_is_no_agency(mention: str, person: bool, knowledge: Knowledge) -> None:
    assert names_person(mention, knowledge) == person
