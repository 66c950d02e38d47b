"""Cells whose value is no number: marks, rhythms, completions, dates, lists of bodies."""

from datetime import date

from planparse.knowledge import Knowledge
from planparse.normalize.targets.promised import FindMembers, Value
from planparse.normalize.targets.quantities import find_quantities
from planparse.normalize.times.spans import find_periods


def parse_wordless(line: str, knowledge: Knowledge, find_members: FindMembers) -> Value | None:
    """A value that is no number: a mark, a rhythm, a completion, a date, a list of bodies."""
    if not line:
        return None
    if knowledge.find("mark", line):
        return Value(line, "mark")
    if find_quantities(line, knowledge):
        return None
    due = find_only_date(line, knowledge)
    if due:
        return Value(line, "date", due_on=due)
    if knowledge.find("continuous", line):
        return Value(line, "continuous")
    members = find_members(line)
    if members:
        return Value(line, "list", members=members)
    if knowledge.find("completion", line):
        return Value(line, "completion")
    rank = knowledge.find("rank", line)
    return Value(line, "text", indicator=line[: rank.start()] if rank else "")


def find_only_date(line: str, knowledge: Knowledge) -> date | None:
    """The last day of a cell that holds one date or period and nothing else."""
    periods = list(find_periods(line, knowledge))
    if len(periods) != 1 or periods[0].is_parted:
        return None
    around = line[: periods[0].start] + " " + line[periods[0].end :]
    return periods[0].last if knowledge.find("around_a_date", around) else None
