"""Nothing is lost: every word has one place in the draft, and every character is in the records."""

import json
from collections import Counter
from typing import Any

import pytest

from conftest import PLANS, count_places, document_of, draft_of, layout_of
from planparse.text import count_characters


@pytest.mark.parametrize("plan", PLANS)
def test_every_word_has_exactly_one_place(plan: str) -> None:
    places = count_places(draft_of(plan))

    assert [w.text for w in layout_of(plan).words if places[w.page, w.index] != 1] == []
    assert document_of(plan).plan.unplaced_characters == 0


@pytest.mark.parametrize("plan", PLANS)
def test_every_character_of_the_pages_is_in_the_json(plan: str) -> None:
    """An account that knows nothing of drafts: the letters of the pages are in the output."""
    page = Counter("".join(word.text for word in layout_of(plan).words))
    output = Counter("".join(strings(json.loads(document_of(plan).model_dump_json()))))

    assert page - output == Counter()
    assert count_characters(w.text for w in layout_of(plan).words) == page.total()


def strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        keys = [k for k in value if not k.isidentifier()]
        return keys + [s for item in value.values() for s in strings(item)]
    if isinstance(value, list):
        return [s for item in value for s in strings(item)]
    return []


@pytest.mark.parametrize("plan", PLANS)
def test_what_was_removed_has_its_page_and_box(plan: str) -> None:
    document = document_of(plan)
    kinds = {removed.kind for removed in document.removed}

    assert {"national_header", "repeated_header"} <= kinds
    for removed in document.removed:
        page = layout_of(plan).pages[removed.page - 1]
        box = [removed.x0, removed.top, removed.x1, removed.bottom]
        x0, top, x1, bottom = [length for length in box if length is not None]
        assert 0 <= x0 < x1 <= page.width
        assert 0 <= top < bottom <= page.height
