"""One document in two files, as a gazette prints it in two of its issues."""

from pathlib import Path

import pikepdf
import pytest

import planparse
from conftest import DUMPS, PLANS, RAW, document_of
from drawing import Sheet
from planparse.errors import UnreadableError
from planparse.read.options import ReadOptions

# A row of the plan stands on pages 18 and 19; the end of the first file cuts it.
WHOLE, CUT = RAW / PLANS["tien-giang-394"], 18


def in_two(folder: Path) -> list[Path]:
    paths = [folder / "first.pdf", folder / "second.pdf"]
    for path, part in zip(paths, (slice(0, CUT), slice(CUT, None)), strict=True):
        with pikepdf.open(WHOLE) as whole, pikepdf.new() as made:
            made.pages.extend(whole.pages[part])
            made.save(path)
    return paths


def issue_of(folder: Path, name: str, *lines: str) -> Path:
    sheet = Sheet()
    sheet.head()
    for index, line in enumerate(lines):
        sheet.text(60, 200 + 20 * index, line)
    return sheet.save(folder / name)


def test_a_plan_in_two_files_gives_the_records_of_one(tmp_path: Path) -> None:
    first, second = in_two(tmp_path)
    document = planparse.extract(first, reading=ReadOptions(more=(second,)))
    whole = document_of("tien-giang-394")

    assert document.tasks == whole.tasks
    assert document.sections == whole.sections
    assert document.targets == whole.targets
    assert (document.plan.source_name, document.plan.pages) == ("first.pdf + second.pdf", 26)
    assert any({r.page for r in task.regions} == {CUT, CUT + 1} for task in document.tasks)


def test_files_of_two_kinds_are_not_joined() -> None:
    with pytest.raises(UnreadableError, match="of one format"):
        planparse.extract(WHOLE, reading=ReadOptions(more=(RAW / DUMPS["tien-giang-394"],)))


def test_a_plan_whose_rest_is_elsewhere_says_so_until_both_are_read(tmp_path: Path) -> None:
    text = ["I. MỤC TIÊU", "Phát triển chính quyền số của tỉnh."]
    first = issue_of(tmp_path, "a.pdf", *text, "(Xem tiếp Công báo số 03)")
    second = issue_of(tmp_path, "b.pdf", "(Tiếp theo Công báo số 02)", "II. TỔ CHỨC", "Các sở.")
    alone = planparse.extract(first)
    both = planparse.extract(first, reading=ReadOptions(more=(second,)))

    (issue,) = [i for i in alone.issues if i.code == "rest_elsewhere"]
    assert "--join" in issue.message
    assert "rest_elsewhere" not in {i.code for i in both.issues}
