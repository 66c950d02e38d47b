"""One plan in every dress that publishers give it: the same records, cell for cell."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import regex

import planparse
from conftest import PLANS, RAW, document_of
from drawing import Sheet
from planparse.read.legacy import decode
from planparse.read.splits import is_torn
from planparse.schema.records import PlanDocument
from plans import Annex, Column, Look, Row
from redress import cropped, redress, turned
from test_random import found_of, wanted_of
from typeset import typeset

ANNEX = Annex(
    (
        Column("number", "TT"),
        Column("text", "Nhiệm vụ, giải pháp"),
        Column("year 2024", "Năm 2024"),
        Column("lead", "Cơ quan chủ trì"),
        Column("timeline", "Thời gian hoàn thành"),
    ),
    (
        Row("group", "I", ("", "HẠ TẦNG SỐ, ĐẢM BẢO AN TOÀN", "", "", ""), ()),
        Row(
            "task", "1",
            ("", "Rà soát, nâng cấp nền tảng số dùng chung; bảo đảm kỹ thuật ở mọi xã, phường, "
             "thị trấn để người dân dễ dàng tiếp cận dịch vụ công trực tuyến với chất lượng tốt.",
             ">80%", "Sở Thông tin và Truyền thông", "Quý II/2024"),
            ("I",),
        ),
        Row(
            "task", "2",
            ("", "Đào tạo kỹ năng số cho người lao động, hộ kinh doanh cá thể, hợp tác xã.",
             "Thường xuyên", "Sở Lao động - Thương binh và Xã hội", "Trước 30/6/2025"),
            ("I",),
        ),
        Row("group", "II", ("", "NGUỒN NHÂN LỰC", "", "", ""), ()),
        Row(
            "task", "1",
            ("", "Hỗ trợ doanh nghiệp nhỏ và vừa chuyển đổi số; ưu tiên vùng khó khăn, "
             "miền núi, biên giới và hải đảo.", "", "Ủy ban nhân dân các huyện", "2024 - 2025"),
            ("II",),
        ),
    ),
)  # fmt: skip
PLAIN = Look()
DRESSES = {
    "plain": PLAIN,
    "decomposed": Look(decomposed=True),
    "in a second font": Look(second_font=True),
    "rotated": Look(rotated=True),
    "doubled": Look(doubled=True),
    "tcvn3": Look(encoding="tcvn3"),
    "vni": Look(encoding="vni"),
    "vni, doubled, rotated": Look(encoding="vni", doubled=True, rotated=True),
}


def read(content: bytes, folder: Path) -> PlanDocument:
    path = folder / "plan.pdf"
    path.write_bytes(content)
    document = planparse.extract(path)
    assert document.plan.unplaced_characters == 0
    return document


def is_whole(document: PlanDocument) -> bool:
    """Whether the records say what was typeset, white space aside."""
    plan = document.plan
    assert [found_of(ANNEX, t) for t in document.tasks] == [wanted_of(ANNEX, r) for r in ANNEX.rows]
    assert plan.plan_id == "tien-giang-12-kh-ubnd-2023"
    assert plan.title == "Chuyển đổi số giai đoạn 2023 - 2025"
    assert [s.heading for s in document.sections] == ["MỤC TIÊU", "TỔ CHỨC THỰC HIỆN"]
    return True


@pytest.mark.parametrize("name", DRESSES)
def test_every_dress_gives_the_same_records(name: str, tmp_path: Path) -> None:
    document = read(typeset(ANNEX, DRESSES[name]), tmp_path)

    assert is_whole(document)
    said = [i.message for i in document.issues if i.code == "text_repaired"]
    assert len(said) == ("vni" in name) + ("tcvn3" in name) + ("doubled" in name)


def test_glyph_names_take_the_place_of_a_missing_unicode_map(tmp_path: Path) -> None:
    assert is_whole(read(with_names_only(typeset(ANNEX, PLAIN)), tmp_path))


def with_names_only(content: bytes) -> bytes:
    """The PDF without ToUnicode, its fonts naming their glyphs instead."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                if "/ToUnicode" in font:
                    font.Encoding = names_of(font.ToUnicode.read_bytes().decode("latin-1"))
                    del font.ToUnicode
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


def names_of(cmap: str) -> pikepdf.Dictionary:
    """An encoding by the glyph names of the letters that a map of single codes gives."""
    differences: list[object] = []
    for code, letter in regex.findall(r"<(\w\w)>\s*<(\w{4})>\s", cmap):
        differences += [int(code, 16), pikepdf.Name(f"/uni{letter}")]
    assert differences
    return pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=pikepdf.Array(differences))


PUBLISHED: dict[str, Callable[[Path], bytes]] = {
    "decomposed": lambda path: redress(path, "decomposed"),
    "doubled": lambda path: redress(path, doubled=True),
    "tcvn3": lambda path: redress(path, "tcvn3"),
    "vni": lambda path: redress(path, "vni"),
    "running up": lambda path: redress(path, turn=90),
    "running down": lambda path: redress(path, turn=270),
    "upside down": lambda path: redress(path, turn=180),
    "turned": lambda path: turned(path.read_bytes(), 90),
    "cropped": lambda path: cropped(path.read_bytes()),
    "without ToUnicode": lambda path: with_names_only(redress(path)),
}
LONGEST = ["decomposed", "doubled", "tcvn3", "vni", "running up"]


@pytest.mark.parametrize(
    ("plan", "name"),
    [("tien-giang-394", name) for name in PUBLISHED]
    + [("vinh-long-742", name) for name in LONGEST],
)
def test_a_published_plan_in_another_dress_gives_the_same_records(
    plan: str, name: str, tmp_path: Path
) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(PUBLISHED[name](RAW / PLANS[plan]))
    assert said_by(planparse.extract(path)) == said_by(document_of(plan))


def said_by(document: PlanDocument) -> object:
    """What the records say, white space aside: not from which file, where on the page, or how."""
    dumped = document.model_dump(mode="json", exclude={"removed"})
    dumped["issues"] = [i for i in dumped["issues"] if i["code"] != "text_repaired"]
    dumped["plan"]["issue_count"] = len(dumped["issues"])
    return without_places(dumped)


def without_places(value: object) -> object:
    if isinstance(value, dict):
        skipped = {"source_name", "source_sha256", "regions"}
        return {key: without_places(item) for key, item in value.items() if key not in skipped}
    if isinstance(value, list):
        return [without_places(item) for item in value]
    return "".join(value.split()) if isinstance(value, str) else value


@pytest.mark.parametrize(
    ("font", "typed", "read_as"),
    [
        (".VnTime", "KÕ ho¹ch ph¸t triÓn kinh tÕ - x· héi", "Kế hoạch phát triển kinh tế - xã hội"),
        ("ABCDEF+.VnTimeH,Bold", "nghÞ quyÕt", "NGHỊ QUYẾT"),
        (".VnArial", "v−íng m¾c, x∙ héi", "vướng mắc, xã hội"),
        ("VNI-Times", "Kế hoạch", "Kế hoạch"),
        ("VNI-Times", "UÛY BAN NHAÂN DAÂN TÆNH BÌNH PHÖÔÙC", "ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC"),
        ("VNI-Helve", "veà vieäc pheâ duyeät, ñaát röøng", "về việc phê duyệt, đất rừng"),
        ("Times New Roman", "Gi¸o ©n", "Gi¸o ©n"),
    ],
)  # fmt: skip
def test_text_is_decoded_by_the_name_of_its_font(font: str, typed: str, read_as: str) -> None:
    assert decode(typed, font) == read_as


@pytest.mark.parametrize(
    ("before", "left", "right", "torn"),
    [
        ("trung", "ch", "ỉ", True),
        ("bồi", "dư", "ỡng", True),
        ("liệu", "(th", "ép,", True),
        ("vai", "tr", "ò", True),
        ("được", "in", "ấn", False),
        ("Hạng", "B", "ắt", False),
        ("10", "m", "ống", False),
        ("sự", "n", "o", False),
        ("UBND", "tỉnh", "ủy", False),
    ],
)
def test_syllables_are_put_together_where_grammar_leaves_no_choice(
    before: str, left: str, right: str, torn: bool
) -> None:
    assert is_torn(before, left, right) is torn


def test_a_torn_syllable_is_read_as_one_and_said(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    sheet.text(60, 220, "Các cơ quan tập trung ch")
    sheet.text(192, 220, "ỉ đạo chuyển đổi số.")
    document = read(sheet.save(tmp_path / "torn.pdf").read_bytes(), tmp_path)

    assert document.sections[0].text == "Các cơ quan tập trung chỉ đạo chuyển đổi số."
    assert [i.text for i in document.issues if i.code == "text_repaired"] == ["ch ỉ"]
