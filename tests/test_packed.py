"""Long documents: their words are packed, which nobody notices but the memory."""

import gc
import pickle
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic_core import to_json

import planparse
from conftest import PLANS, RAW, count_places, document_of, draft_of, layout_of
from drawing import Sheet
from planparse.extract.document import extract_draft
from planparse.extract.pages import to_content
from planparse.extract.tables import fragments
from planparse.extract.tables.fragments import Fragment, PackedCells
from planparse.extract.tables.grids import find_grids
from planparse.knowledge import load
from planparse.schema import packed
from planparse.schema.layout import Box, Page, Word
from planparse.schema.packed import PackedWords, as_packed, together
from planparse.schema.packed_pages import pack_long
from planparse.schema.spool import forget_visits
from planparse.write import render
from planparse.write.output import PackedBytes, is_there, write_files
from planparse.write.render import render_json
from unruled import Gone, without_rules

# Bytes that each word takes in a packed layout (19), and that a draft made of it adds (46), with
# some room; an unpacked word takes 300.
WORD_OF_LAYOUT, WORD_OF_DRAFT = 25, 60


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every document is a long one from here on; those at hand were read before."""
    for plan in PLANS:
        draft_of(plan)
        document_of(plan)
    monkeypatch.setattr(packed, "AT_HAND", 0)


def packed_pages(plan: str) -> tuple[Sequence[Page], Sequence[Page]]:
    pages = [page for page in layout_of(plan).pages if page.words]
    return pages, pack_long(pages)


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize("plan", PLANS)
def test_words_come_back_as_they_were(plan: str) -> None:
    for page, again in zip(*packed_pages(plan), strict=True):
        assert isinstance(again.words, PackedWords)
        assert tuple(again.words) == tuple(page.words)
        assert again == page


@pytest.mark.usefixtures("long")
def test_packed_words_are_a_sequence() -> None:
    (first, second, *_), (packed_first, packed_second, *_) = packed_pages("tien-giang-394")
    words, again = first.words, packed_first.words
    assert (len(again), again[0], again[-1], list(again[2:5])) == (
        len(words), words[0], words[-1], list(words[2:5])
    )  # fmt: skip
    with pytest.raises(IndexError):
        again[len(words)]
    backwards = as_packed(words[::-1], among=again)
    assert isinstance(backwards, PackedWords)
    assert list(backwards) == list(words[::-1])

    both = together([again[5:], packed_second.words, again[:2]])
    assert isinstance(both, PackedWords)
    assert list(both) == [*words[5:], *second.words, *words[:2]]
    assert list(both.names()) == [word.name for word in both]
    assert list(both[3:].pick([words[1], second.words[0]])) == [words[1], second.words[0]]
    assert together([again, words[:1]]) == (*words, words[0])


@pytest.mark.usefixtures("long")
def test_packed_cells_are_a_sequence() -> None:
    """Of cells that say the same, though their lines are made anew at each visit."""
    pages, again = packed_pages("vinh-long-742")
    for page, packed_page in zip(pages[20:24], again[20:24], strict=True):
        plain, kept = (fragments_of(each) for each in (page, packed_page))
        assert [type(each.cells) for each in kept] == [PackedCells] * len(plain)
        for fragment, other in zip(plain, kept, strict=True):
            cells = other.cells
            assert len(cells) == len(fragment.cells) > 8
            assert cells[1:3] == tuple(cells)[1:3]
            assert cells[-1].span == fragment.cells[-1].span
            assert list(map(told, cells)) == list(map(told, fragment.cells))


@pytest.mark.usefixtures("long")
def test_marks_of_notes_are_told_in_packed_cells() -> None:
    page = packed_pages("vinh-long-742")[0][30]
    first = fragments_of(page)[0].cells[0].lines[0].words[0]
    mark = first._replace(text="1", size=first.size / 2, baseline=first.baseline - 0.4 * first.size)
    mark = mark._replace(box=Box(first.box.x1, first.box.top, first.box.x1 + 2, first.box.bottom))
    page = replace(page, words=(*page.words, mark._replace(index=len(page.words))))
    [kept] = fragments_of(pack_long([page])[0])
    assert (kept.raised, kept.cells[0].lines[0].raised[0].text) == (frozenset("1"), "1")
    noted = kept.with_marks({"1"})
    assert (noted.raised, noted.cells[0].lines[0].marks[0].text) == (frozenset(), "1")
    assert noted.cells[0].text == kept.cells[0].text.replace("1", "", 1) == kept.cells[0].heading


def fragments_of(page: Page) -> list[Fragment]:
    return list(to_content(page, find_grids(page)).fragments)


def told(cell: fragments.Cell) -> object:
    """All that a cell says."""
    return cell.span, cell.text, [(*x.told, x.italic, tuple(x.words)) for x in cell.lines]


@pytest.mark.usefixtures("long")
def test_what_was_read_from_a_picture_stays_as_it_is() -> None:
    page = layout_of("tien-giang-394").pages[0]
    doubted = replace(page, words=(page.words[0]._replace(confidence=0.5), *page.words[1:]))
    assert pack_long([doubted]) == [doubted]
    assert not isinstance(pack_long([doubted])[0].words, PackedWords)


def test_a_plan_of_usual_length_is_not_packed() -> None:
    for plan in PLANS:
        assert not any(isinstance(page.words, PackedWords) for page in layout_of(plan).pages)


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize("plan", PLANS)
def test_a_long_document_has_the_same_records(plan: str) -> None:
    assert planparse.extract(RAW / PLANS[plan]) == document_of(plan)


@pytest.mark.parametrize("gone", ["upright", "all"])
def test_a_long_document_without_rules_has_the_same_records(
    gone: Gone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(without_rules(RAW / PLANS["tien-giang-394"], gone))
    plain = planparse.extract(path)
    monkeypatch.setattr(packed, "AT_HAND", 0)
    assert plain.tasks
    assert planparse.extract(path) == plain


def test_a_long_document_with_notes_heads_and_parts_has_the_same_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of which the pages are made anew at every step: a note whose mark is on the page before, a
    running head, a page number, and two documents."""
    sheet = Sheet()
    for number in ("12/KH-UBND", "13/KH-UBND"):
        sheet.head(number)
        sheet.text(70, 400, "1. Phát triển kinh tế số.")
        sheet.text(205, 396, "1", size=6)
        for page in (2, 3, 4):
            sheet.next_page()
            sheet.text(70, 40, "Kế hoạch phát triển kinh tế số")
            sheet.text(70, 100, f"{page}. Thực hiện nhiệm vụ số {page} của kế hoạch này trong năm.")
            sheet.centred(800, str(page))
        sheet.text(70, 770, "1", size=6)
        sheet.text(75, 772, "Theo báo cáo của Sở Công Thương.", size=8)
        sheet.next_page()
    path = sheet.save(tmp_path / "plan.pdf")
    plain = planparse.extract_all(path)
    monkeypatch.setattr(packed, "AT_HAND", 0)
    assert {removed.kind for removed in plain[0].removed} >= {"page_number", "running_head"}
    assert len(plain) == 2
    assert planparse.extract_all(path) == plain


def test_the_json_of_a_long_document_is_packed_until_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = document_of("vinh-long-742")
    plain = render_json(document)
    assert plain == to_json(document, indent=1) + b"\n"
    monkeypatch.setattr(packed, "AT_HAND", 0)
    monkeypatch.setattr(render, "_AT_ONCE", 100)  # lists that end with their part, and that do not
    for many in (1, 3, 200):  # lists within records that end with their part, and that do not
        monkeypatch.setattr(render, "_MANY", many)
        assert b"".join(render_json(document)) == plain  # type: ignore[arg-type]
    kept = render_json(document)
    assert isinstance(kept, PackedBytes)
    assert (len(kept), b"".join(kept)) == (len(plain), plain)
    assert len(pickle.dumps(kept)) < len(plain) / 8

    write_files({"json/plan.json": kept}, tmp_path)
    path = tmp_path / "json/plan.json"
    assert path.read_bytes() == plain
    assert is_there(path, kept)
    path.write_bytes(plain.replace(b"742", b"743", 1))
    assert not is_there(path, kept)
    path.write_bytes(plain[1:])
    assert not is_there(path, kept)


@pytest.mark.usefixtures("long")
def test_every_word_of_a_long_document_has_one_place() -> None:
    layout = replace(layout_of("vinh-long-742"), pages=tuple(packed_pages("vinh-long-742")[1]))
    draft = extract_draft(layout, load())
    assert draft.unplaced == ()
    assert count_places(draft) == count_places(draft_of("vinh-long-742"))


@pytest.mark.usefixtures("long")
def test_a_long_document_takes_less() -> None:
    plain = layout_of("vinh-long-742")
    count = sum(len(page.words) for page in plain.pages)
    held: list[object] = []
    layout = replace(plain, pages=tuple(pack_long(plain.pages)))
    assert memory_of(lambda: held.append(pack_long(plain.pages))) <= WORD_OF_LAYOUT * count
    extract_draft(layout, load())  # what is kept for all plans
    assert memory_of(lambda: held.append(extract_draft(layout, load()))) <= WORD_OF_DRAFT * count


def memory_of(run: Callable[[], object]) -> int:
    """Bytes that stay when a function has run, the pages visited last aside."""
    tracemalloc.start()
    try:
        run()
        forget_visits()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def test_words_have_no_spaces() -> None:
    """As they are packed with spaces between them."""
    texts: list[Word] = [word for plan in PLANS for word in layout_of(plan).words]
    assert not [word.text for word in texts if word.text.split() != [word.text]]
