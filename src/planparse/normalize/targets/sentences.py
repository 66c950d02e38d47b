"""Prose objectives: which quantity measures what, in sentences with one or several of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.normalize.targets.indicators import measure_one, measure_several
from planparse.normalize.targets.promised import Measured, Part, Quantity
from planparse.normalize.targets.quantities import (
    find_quantities,
    find_total,
    parse_numeral,
    rate_around,
)
from planparse.normalize.targets.units import split_unit
from planparse.text import cut_out, nfc, one_line

# A full stop behind a word, not behind "TP" or "tx"; what follows begins a sentence.
_SENTENCE_END = regex.compile(
    r"(?<!(?:^|\s)(?:\p{Lu}{1,3}|[Tt][px]|\d+))\.\s+(?=\p{Lu}\p{Ll}|\d+\s*%|\d+\s\p{Ll})"
)
# "45/100.000 trẻ" is a rate, "30/9" a day.
_RATE = regex.compile(r"/\s*(?=(?:100+|\d+\.000)\s+\p{Ll})")
_NOUN = regex.compile(r"\s+\p{Ll}")
# What stands before and behind a sentence of a list.
_BULLET = regex.compile(r"^([-–+•*●○▪\s]+|\(?(\p{Ll}|\d{1,2})\)\s)+")
_STOP = regex.compile(r"[.;,]$|\./\.$")


def split_sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return _SENTENCE_END.split(one_line(nfc(text)))


def parse_paragraph(text: str, knowledge: Knowledge) -> list[Measured]:
    """Every quantity of a paragraph with its indicator: its sentence without the quantity."""
    return [m for each in split_sentences(text) for m in _parse_sentence(each, knowledge)]


def _parse_sentence(text: str, knowledge: Knowledge) -> list[Measured]:
    text = knowledge.patterns["objectives_lead"].beyond(_BULLET.sub("", one_line(text))).lstrip()
    line = _STOP.sub("", text).strip()
    line, years = _without_years(line, knowledge)
    lead = knowledge.find("lead_in", line)
    year = _year_of(lead[0], knowledge) if lead else None
    line = line[lead.end() :] if lead else line
    clauses = _clauses(line, knowledge)
    if year is None and len(clauses) == 1:
        line, year = _without_late_year(line, knowledge)
        clauses = _clauses(line, knowledge)
    found: list[Measured] = []
    for clause in clauses:
        rest, own = _without_late_year(clause, knowledge) if len(clauses) > 1 else (clause, None)
        found += _each_time(list(_measure(rest, own or year, knowledge)), clause, knowledge)
    opens = text if knowledge.find("each_time_first", text) else line
    found = list(_each_time(found, opens, knowledge))
    if years:
        due = years if len(years) == len(found) > 1 else [None] * len(found)
        found = [replace(m, year=year) for m, year in zip(found, due, strict=True)]
    return [_of_some(m, found[0], knowledge) for m in found]


def _without_years(line: str, knowledge: Knowledge) -> tuple[str, list[int] | list[None]]:
    """A sentence without a list of years that it is for, and these years: each value is for one of
    them where the sentence says that they come in turn, and for none that is certain elsewhere."""
    listed = knowledge.find("years_listed", line)
    if not listed or _in_brackets(line, listed.start()):
        return line, []
    years = [int(year) for year in regex.findall(r"20\d\d", listed[0])]
    line = cut_out(line, listed)
    turn = knowledge.find("in_turn", line)
    return (cut_out(line, turn), years) if turn else (line, [None])


def _without_late_year(text: str, knowledge: Knowledge) -> tuple[str, int | None]:
    """A sentence or clause without the year that the whole of it is for, and that year; one that
    stands between its quantities is for some of them alone."""
    lates = knowledge.patterns["late_year"].find_all(text)
    lates = [late for late in lates if not _in_brackets(text, late.start())]
    found = [q for q in find_quantities(text, knowledge) if not _in_brackets(text, q.start)]
    starts = [quantity.start for quantity in found]
    if len(found) == 1:  # "đạt 95% vào năm 2026 và …": it is for the year behind it
        lates = [x for x in lates if x.start() == found[0].end] or lates
    if len(lates) != 1:
        return text, None
    [late] = lates
    behind = {start >= late.end() for start in starts}
    if len(behind) != 1:
        return text, None
    return cut_out(text, late), int(late["year"])


def _each_time(found: list[Measured], text: str, knowledge: Knowledge) -> Iterator[Measured]:
    """Promises with the rate that their sentence begins with, the last with one that ends it."""
    begins = knowledge.find("each_time_first", text)
    for measured in found:
        shared = measured.year == found[0].year if begins else measured is found[-1]
        if measured.per is None and shared:
            yield replace(measured, per=rate_around(measured.quantity, text, knowledge))
        else:
            yield measured


def _of_some(measured: Measured, first: Measured, knowledge: Knowledge) -> Measured:
    """A promise for some alone ("…, riêng các xã nghèo đạt 80%") with what is measured of all."""
    some = knowledge.find("only_some", measured.indicator)
    if not some or measured is first or measured.unit != first.unit:
        return measured
    return replace(measured, indicator=first.indicator, scope=some["scope"])


def _year_of(lead: str, knowledge: Knowledge) -> int | None:
    found = regex.findall(r"20\d\d", lead)
    return int(found[-1]) if found and not knowledge.find("since_year", lead) else None


def _clauses(line: str, knowledge: Knowledge) -> list[str]:
    """Clauses between semicolons that can stand alone; lists of shares stay together, and so does
    what only says another time with what it speaks of.
    """
    pieces = [p.strip() for p in line.split(";")]
    first = {p: found[0] for p in pieces if (found := find_quantities(p, knowledge))}
    alone = all(
        knowledge.find("predicate", piece)
        or not quantity.is_ratio
        or quantity.start > 0
        or quantity.change is not None
        for piece, quantity in first.items()
    )
    leads = [p[: q.start].strip(" ,") for p, q in first.items()]
    times = any(knowledge.find("only_time", lead) for lead in leads[1:])
    return list(first) if alone and not times else [line]


def _measure(clause: str, year: int | None, knowledge: Knowledge) -> Iterator[Measured]:
    quantities = [_related(clause, q, knowledge) for q in find_quantities(clause, knowledge)]
    quantities = [q for q in quantities if q.is_ratio or _counts(clause, q, knowledge)]
    quantities = [q for q in quantities if not _in_brackets(clause, q.start)]
    if avoided := knowledge.find("not_to_happen", clause):
        end = avoided.end()
        quantities = [q for q in quantities if q.start >= end or q.comparator not in {">", ">="}]
    quantities = [q for q in quantities if q is quantities[-1] or not _spans(clause, q, knowledge)]
    quantities = list(_promised(clause, quantities, knowledge))
    parts = list(_cut(clause, quantities, knowledge))
    if len(parts) == 1:
        yield measure_one(parts[0], year, knowledge)
    elif parts:
        each = len(parts) == 2 and knowledge.find("each_by_sign", clause)
        rate: str | None = None
        for measured in measure_several(parts, year, knowledge):
            yield replace(measured, per=measured.per or rate)
            rate = measured.unit if each else None


def _related(clause: str, quantity: Quantity, knowledge: Knowledge) -> Quantity:
    """A quantity with the total that it is a part of, or its rate, where one stands behind it."""
    if knowledge.find("fraction_of", clause[quantity.end :]):
        # 2 of "2/3 số xã" counts nothing.
        return replace(quantity, verb="", comparator="=", change=None)
    total = None if quantity.unit else find_total(clause, quantity.end, knowledge)
    counted = total and _NOUN.match(clause, total.end())
    if total and counted and quantity.value <= parse_numeral(total[1]):
        return replace(quantity, end=total.end(), total=total[1])
    rate = None if quantity.unit or quantity.per else _RATE.match(clause, quantity.end)
    if not rate:
        return quantity
    number = clause[rate.end() :].split()[0]
    unit, rest = split_unit(clause[rate.end() + len(number) :], knowledge)
    per = f"{number} {unit}" if unit else None
    return replace(quantity, end=len(clause) - len(rest), per=per) if per else quantity


def _counts(clause: str, quantity: Quantity, knowledge: Knowledge) -> bool:
    """Whether a number without percent is a value: it has a unit, a rate, a bound or a verb."""
    unit, _ = split_unit(clause[quantity.end :], knowledge)
    bound = quantity.comparator != "=" or bool(quantity.verb) or quantity.change is not None
    if quantity.total:
        return unit is not None
    told = quantity.unit or quantity.per or unit
    return bool(told) or (bound and quantity.end >= len(clause) - 1)


def _spans(clause: str, quantity: Quantity, knowledge: Knowledge) -> bool:
    """Whether a number of years is that over which a later quantity is counted."""
    spans = knowledge.patterns["averaged_over"].find_all(clause)
    return any(quantity.start <= span.start("number") < quantity.end for span in spans)


def _promised(
    clause: str, quantities: Sequence[Quantity], knowledge: Knowledge
) -> Iterator[Quantity]:
    """Leave out counts inside the predicate of another quantity: "… đạt từ 3 sao trở lên"."""
    last: Quantity | None = None
    for quantity in quantities:
        between = clause[last.end : quantity.start] if last else ""
        cuts = knowledge.patterns["clause_separator"].find_all(between)
        told = between[cuts[-1].end() :] if cuts else between
        inside = not cuts or (knowledge.find("predicate", told) and not quantity.verb)
        if last is None or quantity.is_ratio or not inside:
            yield quantity
            last = quantity


def _in_brackets(clause: str, place: int) -> bool:
    before = clause[:place]
    return before.count("(") > before.count(")")


def _cut(clause: str, quantities: Sequence[Quantity], knowledge: Knowledge) -> Iterator[Part]:
    """Cut a clause between its quantities, at the separator that suits the second one."""
    begin, joint = 0, ""
    for quantity, following in zip_longest(quantities, quantities[1:]):
        end = begin_next = len(clause)
        if following:
            cut = _separator(clause[quantity.end : following.start], following, knowledge)
            end, begin_next = quantity.end + cut[0], quantity.end + cut[1]
        yield Part(
            quantity,
            clause[quantity.start : quantity.end].strip(),
            clause[begin : quantity.start].strip(),
            clause[quantity.end : end].strip(),
            joint,
        )
        begin, joint = begin_next, clause[end:begin_next].strip()


def _separator(between: str, following: Quantity, knowledge: Knowledge) -> tuple[int, int]:
    """The separator before a part ("…, trong đó có …") or an indicator ("…, tỷ lệ … đạt"), else the
    first one before a clause of its own, else the last."""
    cuts = knowledge.patterns["clause_separator"].find_all(between)
    if not cuts:
        return len(between), len(between)
    for cut in cuts:
        part = knowledge.find("part_begins", cut[0])
        if part or knowledge.find("indicator_begins", between[cut.end() :]):
            return cut.start(), cut.end()
    clause = bool(knowledge.find("measuring_verb", following.verb)) or following.change is not None
    cut = cuts[0] if clause and len(between) > cuts[0].end() else cuts[-1]
    return cut.start(), cut.end()
