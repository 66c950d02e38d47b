"""The parsers of values against labelled texts of many provinces: precision before recall."""

import pytest

from planparse.knowledge import Knowledge
from scoring import SCORES

AT_LEAST = {"agencies": 400, "targets": 250, "timelines": 120, "citations": 120}
PRECISION, RECALL = 0.995, 0.97


@pytest.mark.parametrize("name", SCORES)
def test_values_are_right_and_few_are_missed(name: str, knowledge: Knowledge) -> None:
    score = SCORES[name](knowledge)

    assert score.right + score.missed >= AT_LEAST[name]
    assert score.precision >= PRECISION, "\n".join(score.doubts)
    assert score.recall >= RECALL, "\n".join(score.doubts)
