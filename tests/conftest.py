"""What the tests share: the plans in `data/raw`, read once, and the golden switch."""

import os
from collections import Counter
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

import planparse
from planparse.extract.document import extract_draft
from planparse.knowledge import Knowledge, load
from planparse.read.layouts import read_layout
from planparse.schema.draft import Draft, groups_of
from planparse.schema.layout import Layout
from planparse.schema.packed import names_of
from planparse.schema.records import PlanDocument

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "data" / "raw"
GOLDEN = ROOT / "tests" / "golden"
PLANS = {
    "ha-noi-277": "277-KH-UBND-Ha-Noi-2026.pdf",
    "tien-giang-394": "tien-giang-394-KH-UBND-2022.pdf",
    "vinh-long-742": "vinh-long-742-QD-UBND-2023.pdf",
}
DUMPS = {
    "tien-giang-394": "tien-giang-394-KH-UBND-2022.txt",
    "vinh-long-742": "vinh-long-742-QD-UBND-2023.txt",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden-update", action="store_true", help="rewrite tests/golden/*/records.json"
    )


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What tests keep is kept for this run of theirs alone."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@cache
def document_of(plan: str) -> PlanDocument:
    """The records of a plan in `data/raw`."""
    return planparse.extract(RAW / PLANS[plan])


@cache
def dump_of(plan: str) -> PlanDocument:
    """The records of the text dump of a plan in `data/raw`."""
    return planparse.extract(RAW / DUMPS[plan])


@cache
def layout_of(plan: str) -> Layout:
    """The layout of a plan in `data/raw`."""
    return read_layout(RAW / PLANS[plan])


@cache
def draft_of(plan: str) -> Draft:
    """The draft of a plan in `data/raw`."""
    return extract_draft(layout_of(plan), load())


def count_places(draft: Draft) -> Counter[tuple[int, int]]:
    """In how many places of a draft each word stands; more than one is a defect."""
    return Counter(chain.from_iterable(map(names_of, groups_of(draft))))


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load()
