"""Two sources of one plan held against each other, both ways."""

import pytest

from conftest import document_of
from planparse.normalize import find_differences


@pytest.mark.parametrize("worse_lacks", [True, False])
def test_a_row_that_only_one_source_has_is_an_issue(worse_lacks: bool) -> None:
    whole = document_of("tien-giang-394")
    gone = whole.tasks[5]
    short = whole.model_copy(update={"tasks": [t for t in whole.tasks if t is not gone]})
    (issue,) = find_differences(*((whole, short) if worse_lacks else (short, whole)))

    assert issue.code == "sources_differ"
    if worse_lacks:
        assert (issue.task_id, issue.page) == (gone.task_id, gone.page_first)
        assert issue.message.endswith("has no such row.")
    else:  # the page is one of the other source, so none of the plan's own
        assert (issue.task_id, issue.page) == (None, None)
        assert issue.text == f"{gone.number_text} {gone.text}"
        assert f"page {gone.page_first} that is missing here" in issue.message


def test_rows_that_repeat_a_number_are_held_against_each_other_in_order() -> None:
    whole = document_of("tien-giang-394")
    first = whole.tasks[3]
    second = first.model_copy(update={"text": "Khác"})
    twice = whole.model_copy(update={"tasks": [*whole.tasks, second]})

    assert find_differences(twice, twice) == []
    assert [issue.text for issue in find_differences(whole, twice)] == [f"{first.number_text} Khác"]
