"""What is kept in a temporary file comes back as it was, and the file goes with it."""

import os
import pickle
from io import BytesIO
from pathlib import Path

import pytest
from pyarrow.parquet import ParquetFile

import planparse
from conftest import PLANS, RAW, document_of
from planparse.schema import arrow, packed, spool
from planparse.schema.packed_lists import AT_ONCE, Packed
from planparse.schema.records import PlanDocument
from planparse.schema.spool import LARGE, Spool, forget_visits
from planparse.write.output import parts_of
from planparse.write.render import render_table

ITEMS = list(range(3 * AT_ONCE + 5))


def test_packed_items_behave_as_a_list() -> None:
    kept = Packed(ITEMS, Spool())
    assert (len(kept), list(kept), kept[0], kept[-1]) == (len(ITEMS), ITEMS, 0, ITEMS[-1])
    for part in (slice(3), slice(60, 70), slice(-9, None), slice(None, None, -7), slice(150, 20)):
        assert kept[part] == ITEMS[part]
    with pytest.raises(IndexError):
        kept[len(ITEMS)]
    assert kept == ITEMS
    assert kept == ITEMS
    assert kept != ITEMS[1:]
    assert kept == Packed(ITEMS, Spool())
    assert (kept + [1], [1] + kept) == ([*ITEMS, 1], [1, *ITEMS])  # noqa: RUF005
    assert type(pickle.loads(pickle.dumps(kept))) is list
    assert not Packed([], Spool())


def test_the_file_is_gone_with_the_last_that_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    kept = Spool().keep("x" * LARGE)
    file = kept.spool._file
    assert file
    assert kept.take() == "x" * LARGE
    if os.name == "posix":
        assert list(tmp_path.iterdir()) == []
    again = pickle.loads(pickle.dumps(kept))
    del kept
    assert file.closed
    assert again.take() == "x" * LARGE


def test_a_full_disk_costs_memory_and_not_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spool, "TemporaryFile", full)
    assert list(Packed(ITEMS, Spool())) == ITEMS


def test_what_was_kept_before_the_disk_was_full_is_still_there() -> None:
    resource = pytest.importorskip("resource")  # POSIX alone limits the size of files
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
        place = Spool()
        kept = [place.keep(os.urandom(3_000)) for _ in range(6)]
        assert [len(each.take()) for each in kept] == [3_000] * 6
        assert len({type(each._where) for each in kept}) == 2  # in the file, and in memory
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_long_document_has_packed_lists_that_are_used_as_lists(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = document_of("vinh-long-742")
    assert type(plain.tasks) is list
    monkeypatch.setattr(packed, "AT_HAND", 0)
    long = planparse.extract(RAW / PLANS["vinh-long-742"])
    assert isinstance(long.tasks, Packed)
    assert long == plain
    assert long.tasks[2:4] == plain.tasks[2:4]
    assert long.model_dump() == plain.model_dump()
    assert long.model_dump_json() == plain.model_dump_json()
    assert PlanDocument.model_validate_json(long.model_dump_json()) == plain
    assert pickle.loads(pickle.dumps(long)) == plain
    forget_visits()


def test_further_items_are_kept_behind_the_others() -> None:
    kept = Packed(ITEMS, Spool())
    kept.extend(ITEMS[:AT_ONCE])
    kept.extend([])
    assert list(kept) == [*ITEMS, *ITEMS[:AT_ONCE]]
    assert (len(kept), kept[len(ITEMS)], kept[-1]) == (len(ITEMS) + AT_ONCE, 0, AT_ONCE - 1)


def test_items_are_appended_and_taken_from_the_end_as_with_lists() -> None:
    place = Spool()
    kept, plain = Packed(ITEMS[:3], place), ITEMS[:3]
    for item in ITEMS:
        for each in (kept, plain):
            each.append(item)
        assert (len(kept), kept[-1], kept[-2:]) == (len(plain), item, plain[-2:])
    assert list(kept) == kept[:] == plain
    assert Packed([kept], place)[0] == plain  # with those at hand that are no batch yet
    for _ in range(AT_ONCE + 9):
        assert kept.pop() == plain.pop()
    kept.extend(ITEMS[:2])
    assert list(kept) == [*plain, *ITEMS[:2]]


def test_what_is_kept_is_the_same_when_it_is_made_anew() -> None:
    place = Spool()
    first, second = place.keep("one"), place.keep("two")
    again, other = place.keep((first, second)).take()
    assert (again, other) == (first, second)
    assert first != second
    assert first != Spool().keep("one")
    assert (again.take(), {first: 1}[again]) == ("one", 1)


def test_long_tables_are_written_in_groups_of_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = document_of("vinh-long-742")
    whole = ParquetFile(BytesIO(b"".join(parts_of(render_table(plan, "targets")))))
    assert (whole.num_row_groups, whole.read().num_rows) == (1, len(plan.targets))
    monkeypatch.setattr(arrow, "GROUP", 1)
    parted = ParquetFile(BytesIO(b"".join(parts_of(render_table(plan, "targets")))))
    assert parted.num_row_groups > 1
    assert parted.read().equals(whole.read(), check_metadata=True)
