"""Tables of a user's own: names as provinces fill them, and what is proposed for unknown ones."""

from pathlib import Path

import pytest

import planparse
from conftest import PLANS, RAW
from planparse.errors import KnowledgeError
from planparse.knowledge import ALIASES, Knowledge, load, with_own_tables
from planparse.normalize.agencies import parse_agencies
from planparse.normalize.bodies import Scope
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
        ("VN-49,Tổ ATTT,Sở Tin tức", "no agency is called Sở Tin tức"),
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
        with pytest.raises(KnowledgeError, match="holds neither"):
            planparse.extract(RAW / PLANS["tien-giang-394"], knowledge_folder=str(folder))
    reading = planparse.ReadOptions(ocr="never")
    assert reading.ocr == "never"


@pytest.mark.parametrize("held", ["scope,alias,name\nVN-49,Tổ A,Sở Y tế", ""])
def test_lines_are_added_to_what_a_table_has(tmp_path: Path, held: str) -> None:
    if held:
        (tmp_path / ALIASES).write_text(held, encoding="utf-8")
    lines: list[dict[str, object]] = [
        {"scope": "VN-49", "alias": alias, "name": "", "mentions": 2, "plans": 1}
        for alias in ("Tổ A", "Tổ B")
    ]

    assert add_lines(lines, tmp_path) == (1 if held else 2)
    assert add_lines(lines, tmp_path) == 0
    table = (tmp_path / ALIASES).read_text(encoding="utf-8").splitlines()
    assert table[1:] == (
        ["VN-49,Tổ A,Sở Y tế", "VN-49,Tổ B,"] if held else ["VN-49,Tổ A,,2,1", "VN-49,Tổ B,,2,1"]
    )
