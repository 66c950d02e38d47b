"""Mentions that share a noun, a place's body or a plural with those beside them."""

from collections.abc import Callable
from dataclasses import replace

from planparse.knowledge import DEPARTMENT, Knowledge
from planparse.normalize.agencies.bodies import Scope
from planparse.normalize.agencies.reader import Mention, Reader
from planparse.normalize.agencies.readings import read_group
from planparse.text import one_line

# From a text, in a scope, to its mentions.
Parse = Callable[[str, Scope, Knowledge], tuple[Mention, ...]]


def of_shared_noun(reader: Reader, mention: Mention, before: Mention | None) -> Mention:
    """A level that shares the noun of the body before it: "Trung tâm PVHCC tỉnh và cấp xã"."""
    if before is None:
        return mention
    shared = reader.knowledge.find("level_shared", reader.text[before.start : mention.end])
    if shared is None or before.start + shared.start("level") != mention.start:
        return mention
    group = read_group(replace(reader, text=f"{shared['head']} {shared['level']}"), 0)
    return replace(mention, name=group.name, agency_id=group.agency_id) if group else mention


def of_all_provinces(reader: Reader, mention: Mention) -> Mention:
    """What "các Sở Công Thương" are where a central body speaks: those of all provinces."""
    issuer = reader.scope.issuer
    if reader.scope.province or issuer is None or issuer.level != "central":
        return mention
    group = read_group(replace(reader, text=f"{DEPARTMENT} {mention.text} các tỉnh"), 0)
    if group is None or mention.agency_id or mention.method not in {"exact", "alias"}:
        return mention
    name, agency_id = group.name, group.agency_id
    return replace(mention, name=name, agency_id=agency_id, level="group", method="group")


def with_address(reader: Reader, mention: Mention, before: Mention | None) -> Mention | None:
    """The body of a commune before a mention that only says where it lies, with that; else None."""
    if before is None or not reader.knowledge.find("larger_place", mention.text):
        return None
    beside = reader.text[before.end : mention.start].strip(" ") in {",", "-", "–"}
    if not beside or not reader.knowledge.find("body_of_commune", before.text):
        return None
    return replace(before, text=reader.text[before.start : mention.end], end=mention.end)


def placed_head(reader: Reader, mention: Mention, before: Mention | None, placed: str) -> str:
    """The body that a place alone leaves out behind one that stands in a place: "Trung tâm Y tế" of
    "Trung tâm Y tế TP. Vinh, TX. Cửa Lò"."""
    if before and reader.knowledge.find("place_alone", mention.text):
        between = reader.text[before.end : mention.start]
        return placed if ";" not in between and "\n" not in between else ""
    own = reader.knowledge.find("body_with_place", mention.text)
    return one_line(own["head"]) if own and mention.method != "group" else ""


def in_place(reader: Reader, mention: Mention, head: str, parse: Parse) -> Mention:
    """A place alone as the body with this head in it, as `parse` reads both together."""
    if not head or not reader.knowledge.find("place_alone", mention.text):
        return mention
    [whole, *more] = parse(f"{head} {mention.text}", reader.scope, reader.knowledge)
    if more:
        return replace(mention, name=None, agency_id=None, level=None, method="unresolved")
    return replace(whole, text=mention.text, start=mention.start, end=mention.end)
