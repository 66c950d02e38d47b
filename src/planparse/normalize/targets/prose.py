"""Values promised in prose, each with what it measures: "Tỷ lệ … đạt 80%"."""

from planparse.knowledge import Knowledge
from planparse.normalize.targets.cells import RATIOS
from planparse.normalize.targets.promised import Measured, Value
from planparse.normalize.targets.sentences import parse_paragraph


def parse_sentence_values(text: str, knowledge: Knowledge) -> list[Value]:
    """The values of a prose objective or indicator row, each with what it measures."""
    return [_of_measured(measured) for measured in parse_paragraph(text, knowledge)]


def _of_measured(measured: Measured) -> Value:
    quantity = measured.quantity
    return Value(
        value_text=measured.value_text,
        kind="ratio" if quantity.unit in RATIOS else "quantity",
        indicator=measured.indicator,
        comparator=quantity.comparator,
        change=quantity.change,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=measured.unit,
        per=measured.per,
        of_what=measured.of_what,
        scope_text=measured.scope,
        year=measured.year,
    )
