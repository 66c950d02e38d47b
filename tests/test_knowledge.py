"""The knowledge proves itself, row by row."""

import csv
import os
import pickle
import re
import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from planparse.extract.tables.settling import is_task_annex
from planparse.knowledge import Knowledge, Wording, load
from planparse.knowledge.kept import keep
from planparse.knowledge.places import find_nearest, find_province
from planparse.knowledge.shipped import WORDINGS as WORDINGS_FILES
from planparse.normalize.agencies.bodies import LONGEST_NAME
from planparse.normalize.agencies.keys import to_key, tokenize
from planparse.normalize.targets.units import MAX_UNIT_WORDS
from planparse.schema.draft import Column, Passage
from planparse.text import squeeze, to_ascii_slug

DATA = Path(__file__).parent / "data"
KNOWLEDGE = load()
WORDINGS: list[tuple[str, Wording]] = [
    *KNOWLEDGE.patterns.items(),
    *KNOWLEDGE.cells.items(),
    *((role.role, role) for role in KNOWLEDGE.columns),
    *((style.style, style) for style in KNOWLEDGE.labels),
    *((group.id, group) for group in KNOWLEDGE.groups),
    *((f"named {body.level}", body) for body in KNOWLEDGE.named_bodies),
]
# Roles that the labelled headings do not tell apart from "other".
OTHER = {
    None,
    "foreign",
    "aside",
    "sorting",
    "result",
    "unit",
    "quarter",
    "funding",
    "total",
    "comparison",
}


@pytest.mark.parametrize(("name", "wording"), WORDINGS)
def test_patterns_find_their_examples_and_nothing_else(name: str, wording: Wording) -> None:
    missed = [text for text in wording.examples if not wording.search(text)]
    caught = [text for text in wording.counterexamples if wording.search(text)]

    assert wording.examples, name
    assert wording.counterexamples, name
    assert (missed, caught) == ([], [])


def test_no_two_files_of_wordings_share_a_name() -> None:
    folder = Path(__file__).parents[1] / "src/planparse/knowledge"
    texts = [(folder / file).read_text(encoding="utf-8") for file in WORDINGS_FILES]
    names = [name for text in texts for name in re.findall(r"^(\w+):", text, re.M)]

    assert sorted(names) == sorted(KNOWLEDGE.patterns)


def test_examples_of_a_column_role_get_that_role() -> None:
    wrong = [
        (role.role, text)
        for role in KNOWLEDGE.columns
        for text in role.examples
        if KNOWLEDGE.column_role(text) is not role
    ]

    assert wrong == []


def read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_headings_of_other_documents_get_their_role() -> None:
    wrong = []
    rows = read("headings.csv")
    for row in rows:
        role = KNOWLEDGE.column_role(row["heading"])
        found = role.role if role else None
        if found != row["role"] and not (row["role"] == "other" and found in OTHER):
            wrong.append((row["heading"], row["role"], found))

    assert len(rows) > 500
    assert wrong == []


def test_stray_spaces_in_a_heading_do_not_matter() -> None:
    for row in read("headings.csv"):
        torn = " ".join(row["heading"])

        assert KNOWLEDGE.column_role(torn) == KNOWLEDGE.column_role(row["heading"])


def test_task_annexes_are_told_from_other_tables() -> None:
    rows = read("header-rows.csv")
    wrong = [
        row
        for row in rows
        if is_task_annex([to_column(h, KNOWLEDGE) for h in row["headings"].split(" | ")])
        != (row["is_task_annex"] == "yes")
    ]

    assert len(rows) >= 60
    assert wrong == []


def to_column(heading: str, knowledge: Knowledge) -> Column:
    role = knowledge.column_role(heading)
    if role is None:
        return Column(Passage(heading), None, "extra")
    match = role.search(heading)
    year = int(match["year"]) if match and role.role == "year" else None
    return Column(Passage(heading), role.role, role.field, year)


def test_everything_is_composed_unicode() -> None:
    folder = Path(__file__).parents[1] / "src/planparse/knowledge"
    texts = {f.name: f.read_text(encoding="utf-8") for f in folder.iterdir() if f.is_file()}

    assert [n for n, t in texts.items() if not unicodedata.is_normalized("NFC", t)] == []


def test_there_were_63_provinces_and_are_34() -> None:
    provinces = KNOWLEDGE.provinces
    first, second = date(2024, 6, 1), date(2025, 7, 1)
    codes = {p.code for p in provinces}

    def in_force(on: date) -> set[str]:
        return {p.code for p in provinces if p.valid_to is None or on <= p.valid_to}

    assert len(in_force(first)) == 63
    assert len(in_force(second)) == 34
    assert {p.successor_code for p in provinces} == in_force(second)
    assert {p.successor_code for p in provinces} <= codes


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("KẾ HOẠCH", "Kế hoạch"),
        ("QUYẾT ĐỊNH:", "Quyết định"),
        ("NGHỊ ĐỊNH :", "Nghị định"),
        ("NGHỊ ĐỊNH CỦA CHÍNH PHỦ", "Nghị định"),
        ("Quyết định của Chủ tịch", None),
        ("KẾ HOẠCH HÓA", None),
    ],
)
def test_a_document_type_is_known_with_whose_it_is(printed: str, name: str | None) -> None:
    found = KNOWLEDGE.document_type(printed)

    assert (found.name if found else None) == name


def test_provinces_and_types_are_sorted_and_unique() -> None:
    codes = [(p.code, p.name) for p in KNOWLEDGE.provinces]
    types = [squeeze(kind.name) for kind in KNOWLEDGE.document_types]

    assert codes == sorted(set(codes))
    assert len(types) == len(set(types))


def column(name: str, index: int) -> list[str]:
    path = Path(__file__).parents[1] / "src/planparse/knowledge" / name
    with path.open(encoding="utf-8", newline="") as file:
        return [row[index] for row in list(csv.reader(file))[1:]]


@pytest.mark.parametrize(
    "name",
    [
        "abbreviations.csv",
        "cited_types.csv",
        "comparators.csv",
        "document_types.csv",
        "head_nouns.csv",
        "scales.csv",
        "surnames.csv",
        "symbol_signs.csv",
        "symbols.csv",
        "times_widths.csv",
        "units.csv",
    ],
)
def test_tables_are_sorted_and_unique(name: str) -> None:
    keys = column(name, 0)

    assert keys == sorted(set(keys))


def test_no_name_or_unit_is_longer_than_what_is_looked_for() -> None:
    names = [name for agency in KNOWLEDGE.agencies for name in (agency.name, *agency.aliases)]
    longest = max(len(tokenize(name, KNOWLEDGE.abbreviations)) for name in names)

    assert longest <= LONGEST_NAME
    assert max(len(unit.split()) for unit in KNOWLEDGE.units) <= MAX_UNIT_WORDS


def test_agencies_are_unique_and_their_successors_exist() -> None:
    bodies = [(a.scope, a.name, a.valid_from) for a in KNOWLEDGE.agencies]
    names = {a.name for a in KNOWLEDGE.agencies}

    assert len(bodies) == len(set(bodies))
    assert {a.successor for a in KNOWLEDGE.agencies if a.successor} <= names


def test_an_agency_with_a_successor_has_ended() -> None:
    wrong = [a.name for a in KNOWLEDGE.agencies if a.successor and a.valid_to is None]

    assert wrong == ["Ban Chỉ huy Phòng chống thiên tai và Tìm kiếm cứu nạn {tỉnh}"]


@pytest.mark.parametrize("on", [date(2020, 6, 1), date(2025, 5, 1), date(2026, 6, 1)])
def test_no_alias_names_two_agencies_of_one_scope_and_period(on: date) -> None:
    for scope in ("VN", "province", "district", "commune"):
        owners: dict[str, set[str]] = {}
        for agency in KNOWLEDGE.agencies:
            if agency.scope == scope and agency.in_force(on):
                for name in (agency.name, *agency.aliases):
                    bare = name.replace("{tỉnh}", "").replace("{place}", "").replace("{name}", "")
                    key = to_key(bare, KNOWLEDGE.abbreviations)
                    owners.setdefault(key, set()).add(agency.name)

        assert [names for names in owners.values() if len(names) > 1] == []


def test_departments_follow_the_reorganisation_of_2025() -> None:
    successors = {a.name: a.successor for a in KNOWLEDGE.agencies if a.scope == "province"}

    assert {
        name: successors[name]
        for name in (
            "Sở Thông tin và Truyền thông",
            "Sở Kế hoạch và Đầu tư",
            "Sở Giao thông vận tải",
            "Sở Lao động - Thương binh và Xã hội",
            "Sở Nông nghiệp và Phát triển nông thôn",
            "Sở Tài nguyên và Môi trường",
            "Ban Dân tộc {tỉnh}",
        )
    } == {
        "Sở Thông tin và Truyền thông": "Sở Khoa học và Công nghệ",
        "Sở Kế hoạch và Đầu tư": "Sở Tài chính",
        "Sở Giao thông vận tải": "Sở Xây dựng",
        "Sở Lao động - Thương binh và Xã hội": "Sở Nội vụ",
        "Sở Nông nghiệp và Phát triển nông thôn": "Sở Nông nghiệp và Môi trường",
        "Sở Tài nguyên và Môi trường": "Sở Nông nghiệp và Môi trường",
        "Ban Dân tộc {tỉnh}": "Sở Dân tộc và Tôn giáo",
    }


def test_districts_belong_to_provinces_and_are_unique() -> None:
    codes = {p.code for p in KNOWLEDGE.provinces}
    rows = [(d.code, d.kind, d.name) for d in KNOWLEDGE.districts]
    counts = dict.fromkeys(("quận", "huyện", "thị xã", "thành phố"), 0)
    for district in KNOWLEDGE.districts:
        counts[district.kind] += 1

    assert {d.province_code for d in KNOWLEDGE.districts} <= codes
    assert len(rows) == len(set(rows))
    assert len({d.code for d in KNOWLEDGE.districts}) > 700
    assert all(counts.values())


def test_symbols_name_agencies_that_are_known() -> None:
    names = {a.name for a in KNOWLEDGE.agencies}
    other = {"Ban Chỉ đạo của Chính phủ", "Ủy ban Quốc gia về chuyển đổi số"}

    assert set(KNOWLEDGE.symbols.values()) - other <= names


def test_what_is_known_is_kept_for_the_next_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    made: list[Wording] = []

    def make() -> Wording:
        made.append(Wording(r"kế \s hoạch", ("kế hoạch",), ("kết quả",)))
        return made[-1]

    first, again = keep(make), keep(make)
    assert (len(made), again) == (1, first)
    assert again.search("Kế hoạch")
    assert not again.search("Kết quả")
    (kept,) = tmp_path.rglob("*.pickle")
    kept.write_bytes(kept.read_bytes()[:50])
    assert keep(make) == first
    assert len(made) == 2


COMPILES = """
import regex as library
compiled = []
original = library.compile
library.compile = lambda *given: compiled.append(given) or original(*given)
from planparse import regex
assert regex.search("k(ế) hoạch", "Kế hoạch", regex.I)[1] == "ế"
assert not regex.search("k(ế) hoạch", "Kế hoạch")
assert regex.compile(rb"obj").findall(b"1 0 obj") == [b"obj"]
print(len(compiled))
"""


# As a worker does, which is ended.
READS = """
import os
from pathlib import Path
from planparse.runs.results import Job, read
read(Job(Path("none.pdf")))
os._exit(0)
"""


def count_compiled(cache: Path, script: str = COMPILES) -> int:
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-c", script]
    found = subprocess.run(command, env=environment, capture_output=True, check=True)
    return int(found.stdout)


def test_expressions_of_a_process_that_is_ended_are_kept_when_it_has_read(tmp_path: Path) -> None:
    assert count_compiled(tmp_path, COMPILES + READS) > 0
    assert count_compiled(tmp_path) == 0


def test_kept_expressions_that_are_none_are_compiled_anew(tmp_path: Path) -> None:
    count_compiled(tmp_path)
    (kept,) = tmp_path.rglob("*.pickle")
    known = pickle.loads(kept.read_bytes())
    contents: list[object] = [[], *(dict.fromkeys(known, each) for each in (b"x", pickle.dumps(1)))]
    for damaged in contents:
        kept.write_bytes(pickle.dumps(damaged))
        assert [count_compiled(tmp_path), count_compiled(tmp_path)] == [3, 0]


def test_expressions_are_compiled_once_for_all_processes(tmp_path: Path) -> None:
    assert [count_compiled(tmp_path), count_compiled(tmp_path)] == [3, 0]
    (kept,) = tmp_path.rglob("*.pickle")
    kept.write_bytes(kept.read_bytes()[:50])
    assert count_compiled(tmp_path) == 3


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("vinh long", "Vĩnh Long"),
        ("tỉnh Vĩnh Long", "Vĩnh Long"),
        ("TP.HCM", "Hồ Chí Minh"),
        ("TP. Đà Nẵng", "Đà Nẵng"),
        ("Thành phố Hồ Chí Minh", "Hồ Chí Minh"),
        ("VN-57", "Bình Dương"),
        ("hà giang", "Hà Giang"),
        ("Gia Lâm", None),
        ("tỉnh", None),
    ],
)
def test_a_province_is_found_as_persons_name_it(
    text: str, name: str | None, knowledge: Knowledge
) -> None:
    found = find_province(text, None, knowledge)
    assert (found and found.name) == name


def test_every_province_is_found_without_its_marks(knowledge: Knowledge) -> None:
    for province in knowledge.provinces:
        for text in (to_ascii_slug(province.name), f"{province.kind} {province.name}".upper()):
            found = find_province(text, None, knowledge)
            assert found
            assert found.name == province.name


def test_the_nearest_names_are_proposed(knowledge: Knowledge) -> None:
    assert "Gia Lai" in find_nearest("tỉnh Gia Lâm", knowledge)
    assert find_nearest("Vinh Lông", knowledge)[0] == "Vĩnh Long"
