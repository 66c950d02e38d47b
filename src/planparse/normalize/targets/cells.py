"""The values of a cell: "25% đơn vị gồm …", "Cấp tỉnh: 90%; cấp xã: 60%"."""

from collections.abc import Iterator
from dataclasses import replace

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.normalize.targets.bounds import take_bound_of_each, with_late_bound
from planparse.normalize.targets.promised import FindMembers, Quantity, Value
from planparse.normalize.targets.quantities import (
    find_quantities,
    find_total,
    rate_around,
    tight,
)
from planparse.normalize.targets.units import split_unit
from planparse.normalize.targets.wordless import find_only_date, parse_wordless
from planparse.schema.vocabulary import TargetKind
from planparse.text import nfc, one_line

# Units that make a value a share.
RATIOS = frozenset({"%", "‰"})
_PARTING = regex.compile(r"\n|;|(?:^|\s)\+\s|,\s+(?=[>≥<≤~]|\d+\s*%)")
_COMMA, _BULLET = regex.compile(r",\s+|\s+(?=với\s)"), regex.compile(r"^\+\s+")
_DASHES = regex.compile(r"(?m)^[-–•+]\s*")
# "10.000 trẻ đẻ sống" has as many words as rates have.
LONGEST_RATE = 4
# What stands behind the whole of "15/34 xã": nothing, or what is counted.
_COUNTED = regex.compile(r"\s*(\p{L}.*)?")
# A remark behind a value.
_BRACKET = regex.compile(r"\(([^()]*)\)")


def parse_cell(
    text: str, knowledge: Knowledge, find_members: FindMembers, year: int | None = None
) -> list[Value]:
    """The values of a cell, in order; an empty cell has none.

    `year` is that of the column; a quarter or month that is printed without a year is of it.
    """
    text = nfc(text).strip()
    if not text or regex.fullmatch(r"[-–—.…_/\s]+", text):
        return []
    bare = text.rstrip(" .;")
    if knowledge.find("decimal_in_pieces", text) or knowledge.find("sign_or_bullet", bare):
        return [Value(text, "text")]
    if year and knowledge.find("part_of_year", bare):
        return [Value(text, "date", due_on=find_only_date(f"{bare}/{year}", knowledge))]
    if year and bare == str(year):
        return [Value(text, "date", due_on=find_only_date(text, knowledge))]
    # A figure close behind a dash ("-5 xã" below "-7 phường") is none where lines run together.
    figures = find_quantities(one_line(_DASHES.sub("", text)), knowledge)
    whole = None if figures else parse_wordless(one_line(text), knowledge, find_members)
    if whole and whole.kind != "text":
        return [whole]
    parts = [(p, list(_parse_part(p, knowledge, find_members))) for p in _parts(text, knowledge)]
    values = [value for part, found in parts for value in _multiplied(part, found, knowledge)]
    if any(v.kind != "text" for v in values):
        return values
    return [whole] if whole else values


def _parts(text: str, knowledge: Knowledge) -> Iterator[str]:
    """The stretches of a cell that hold one value each: paragraphs, items, clauses."""
    part = ""
    pieces = (p for parted in _PARTING.split(text) for p in cut_named(parted, knowledge))
    for piece in pieces:
        line = _BULLET.sub("", one_line(piece).strip(" -–•,."))
        if knowledge.find("list_lead", line):
            continue
        starts = bool(find_quantities(line, knowledge)) or regex.match(r".{2,60}:", line)
        if part and not starts:
            part = f"{part}, {line}" if line else part
            continue
        if part:
            yield part
        part = line
    if part:
        yield part


def cut_named(text: str, knowledge: Knowledge) -> Iterator[str]:
    """A text cut at the commas that stand before another share of something named, before what each
    of those counted is to have ("02 lớp, mỗi lớp 60 học viên"), or before a figure with a name of
    its own ("20 dự án, tổng vốn 500 tỷ đồng")."""
    begin = 0
    named = knowledge.find("scope_bare", _BULLET.sub("", text.strip(" -–•")))
    for comma in _COMMA.finditer(text):
        before, after = text[begin : comma.start()], text[comma.end() :]
        further = knowledge.find("each_counted", after) or knowledge.find("named_figure", after)
        has_own = further and find_quantities(before, knowledge)
        if has_own or (named and knowledge.find("scope_bare", after)):
            yield before
            begin = comma.end()
    yield text[begin:]


def _parse_part(part: str, knowledge: Knowledge, find_members: FindMembers) -> Iterator[Value]:
    scope, rest = _take_scope(part, knowledge)
    if scope and (due := knowledge.find("only_time", scope)):  # "Năm 2027: 60%"
        found = _parse_part(rest, knowledge, find_members)
        yield from (replace(value, year=value.year or int(due["year"])) for value in found)
        return
    quantities = find_quantities(rest, knowledge)
    if not quantities:
        value = parse_wordless(rest, knowledge, find_members)
        if value:
            yield replace(value, scope_text=scope, value_text=part)
        return
    first = quantities[0]
    following = [q for q in quantities[1:] if _is_separate(rest, first, q, knowledge)]
    end = following[0].start if following else len(rest)
    own = knowledge.patterns["and_last"].until(rest[:end].strip(" ,"))
    yield _to_value(own, first, scope, knowledge, find_members)
    if following:
        yield from _parse_part(rest[end:], knowledge, find_members)


def _multiplied(part: str, values: list[Value], knowledge: Knowledge) -> list[Value]:
    """The values of a part, the second of each of the first: "3 lớp x 50 học viên"."""
    if len(values) != 2 or not knowledge.find("each_by_sign", part):
        return values
    first, second = values
    return [first, replace(second, per=second.per or first.unit)]


def _is_separate(text: str, first: Quantity, other: Quantity, knowledge: Knowledge) -> bool:
    """Whether a second number is a value of its own: behind a separator, or a whole value."""
    between = text[first.end : other.start]
    if "(" in between:
        return False
    if knowledge.find("values_parted", between):
        return True
    if other.verb or knowledge.find("rank_of_counted", text[other.start :]):
        return False  # what the first is to have: "02 sản phẩm đạt 3 sao", "10 sản phẩm 4 sao"
    unit, rest = split_unit(between, knowledge)
    whole = (first.is_ratio and not between.strip()) or (unit is not None and not rest.strip())
    return whole and between.endswith(" ")


def _take_scope(part: str, knowledge: Knowledge) -> tuple[str | None, str]:
    bound, rest = take_bound_of_each(part, knowledge)
    match = knowledge.find("scope_before", rest)
    if not match or knowledge.find("covered_units", part):
        bare = knowledge.find("scope_bare", part)
        return (one_line(bare["scope"]), part[bare.end() :]) if bare else (None, part)
    nested = f"{bound} {rest[match.end() :]}".lstrip()
    scope = one_line(match["scope"])
    inner = knowledge.find("scope_before", nested)
    if inner and knowledge.find("each", nested):
        return f"{scope}: {one_line(inner['scope'])}", nested[inner.end() :]
    return scope, nested


def _to_value(
    text: str,
    quantity: Quantity,
    scope: str | None,
    knowledge: Knowledge,
    find_members: FindMembers,
) -> Value:
    lead, rest = text[: quantity.start], text[quantity.end :]
    if lead.count("(") > lead.count(")"):  # it stands in brackets itself
        rest = rest.replace(")", "", 1)
    bracket = _BRACKET.search(rest)
    if bracket:
        scope = scope or one_line(bracket[1])
        rest = rest[: bracket.start()] + rest[bracket.end() :]
    rest = knowledge.patterns["compared_with"].until(rest)
    behind = knowledge.find("scope_behind", rest)
    if behind:
        scope, rest = scope or one_line(behind["scope"]), rest[: behind.start()]
    members: list[str] = []
    covered = knowledge.find("members_behind", rest)
    if covered:
        members = find_members(covered["members"]) or []
        rest = rest[: covered.start()]
    rest = one_line(rest).strip(" ,.;-–")
    quantity, rest = with_late_bound(quantity, rest, text[quantity.start :], knowledge)
    value = Value(text, "ratio", scope_text=scope, members=members)
    return _fill(value, quantity, rest, lead.strip(" ,:("), knowledge)


def _fill(value: Value, quantity: Quantity, rest: str, lead: str, knowledge: Knowledge) -> Value:
    """The number, its unit and what it is a share of."""
    unit, per, of_what = quantity.unit, quantity.per, None
    if quantity.unit is None and (_is_torn(rest) or knowledge.find("fraction_of", rest)):
        return replace(value, kind="text")
    if unit in RATIOS:
        of_what = rest or None
    elif unit is None and (total := _of_total(rest, knowledge)):
        unit = _short(total[1], knowledge) or None
        of_what = one_line(f"{total[0]} {unit or ''}")
    elif unit is None:
        unit, rate = _cut_rate(rest, knowledge)
        per = per or rate
        unit = _short(unit, knowledge) or None
    elif rest:
        _, rate = _cut_rate(rest, knowledge)
        per = per or rate
    per = per or rate_around(quantity, lead, knowledge)
    kind: TargetKind = "ratio" if unit in RATIOS else "quantity"
    return replace(
        value, kind=kind, indicator=lead if len(lead) > 2 else "", comparator=quantity.comparator,
        change=quantity.change, value=quantity.value, value_max=quantity.value_max, unit=unit,
        per=per, of_what=of_what,
    )  # fmt: skip


def _of_total(rest: str, knowledge: Knowledge) -> tuple[str, str] | None:
    """The whole behind the stroke of a part, and the words behind it: of "/34 xã", 34 and "xã"."""
    total = find_total(rest, 0, knowledge)
    counted = _COUNTED.fullmatch(rest, total.end()) if total else None
    return (total[1], counted[1] or "") if total and counted else None


def _is_torn(rest: str) -> bool:
    """Whether figures stand behind a number, or in pieces behind its slash, as a narrow cell breaks
    "10 0%" and "103/10 3"."""
    in_two = rest.startswith("/") and len(rest.split()) > 1 and not any(map(str.isalpha, rest))
    return in_two or rest[:1].isdigit()


def _short(rest: str, knowledge: Knowledge) -> str:
    """The unit in a phrase: of "mô hình kinh tế đêm được triển khai", "mô hình kinh tế đêm"."""
    unit, _ = split_unit(rest, knowledge)
    return unit or rest


def _cut_rate(rest: str, knowledge: Knowledge) -> tuple[str, str | None]:
    """ "mô hình/huyện" is a unit and a rate; a long text behind the slash names the rate first, or
    another thing that is counted ("sản phẩm/dịch vụ được giới thiệu")."""
    unit, slash, rate = (part.strip() for part in rest.partition("/"))
    known = knowledge.find("rate_unit", rate) if len(rate.split()) > LONGEST_RATE else None
    if known and known.start() == 0:
        return unit, known[0]
    if slash and rate:
        return unit, tight(rate) if len(rate.split()) <= LONGEST_RATE else None
    each = knowledge.find("rate_in_words", rest)
    return (each["unit"], each["rate"]) if each else (rest, None)
