"""Agency mentions of a cell: where each begins and ends, and which body it means.

Known names are tried first and the longest counts, so that "Sở Văn hóa, Thể thao và Du lịch" keeps
its comma; a text that no name explains is matched fuzzily, or else `unresolved`.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from planparse import regex
from planparse.knowledge import DEPARTMENT, Knowledge
from planparse.normalize.agencies.bodies import Scope
from planparse.normalize.agencies.fuzzy import find_similar
from planparse.normalize.agencies.keys import to_key, tokenize
from planparse.normalize.agencies.places import find_elsewhere, find_in_province
from planparse.normalize.agencies.reader import Mention, Reader
from planparse.normalize.agencies.readings import (
    begins_mention,
    chunk_end,
    extend_group,
    name_from,
    read_group,
    read_known,
    read_named,
    read_numbered,
    read_understood,
    skip,
    to_mention,
)
from planparse.normalize.agencies.registry import build_registry
from planparse.normalize.agencies.shared import (
    in_place,
    of_all_provinces,
    of_shared_noun,
    placed_head,
    with_address,
)
from planparse.text import nfc

# An item that leaves out its noun is matched fuzzily only when it is longer than this, letters.
MIN_HEADLESS = 12
_BRACKET = regex.compile(r"\s*\([^()]*\)")


def parse_agencies(text: str, scope: Scope, knowledge: Knowledge) -> list[Mention]:
    """Every mention in a cell or list, in printed order."""
    return list(_parse(nfc(text), scope, knowledge))


@lru_cache(maxsize=4096)  # the cells of a plan repeat each other
def _parse(text: str, scope: Scope, knowledge: Knowledge) -> tuple[Mention, ...]:
    tokens = tokenize(text, knowledge.abbreviations)
    reader = Reader(text, tokens, build_registry(scope, knowledge), scope, knowledge)
    mentions: list[Mention] = []
    head, strict, placed = "", False, ""
    at = 0
    while (at := skip(reader, at)) < len(text):
        opened = knowledge.find("head_of_list", text[at:])
        if opened:
            head, strict = opened["head"].capitalize(), True
            at += opened.end()
            continue
        before = mentions[-1] if mentions else None
        mention = read_numbered(reader, at, before) or _read_mention(
            reader, at, head, strict, before
        )
        if mention.start < at:
            mentions.pop()
        if address := with_address(reader, mention, before):
            mentions[-1], at = address, address.end
            continue
        mention = of_all_provinces(reader, mention) if strict and head == DEPARTMENT else mention
        placed = placed_head(reader, mention, before, placed)
        mention = of_shared_noun(reader, mention, before)
        mentions.append(in_place(reader, mention, placed, _parse))
        spoken = _head_of(mention, knowledge)
        if spoken:
            head, strict = spoken, False
        at = max(mention.end, at + 1)
        doing = knowledge.find("doing", text[at:])
        at += doing.end() if doing else 0
    return tuple(mentions)


def _head_of(mention: Mention, knowledge: Knowledge) -> str | None:
    """The noun that a following item may leave out: "Sở Công Thương, Nông nghiệp và PTNT"."""
    key = to_key(mention.text, knowledge.abbreviations)
    return next((h for h, begin in _head_keys(knowledge) if key.startswith(begin)), None)


@lru_cache(maxsize=8)
def _head_keys(knowledge: Knowledge) -> list[tuple[str, str]]:
    return [(head, to_key(head, knowledge.abbreviations)) for head in knowledge.head_nouns]


def _read_mention(
    reader: Reader, at: int, head: str, strict: bool, before: Mention | None
) -> Mention:
    """The mention that begins at `at`: the surest reading that there is."""
    begin = at
    title = reader.knowledge.find("person_title", reader.text[at:])
    if title:
        begin = at + title.end()
    headed = read_known(reader, begin, head) if head else None
    known = read_known(reader, begin, "")
    found = [
        headed if strict else None,
        known,
        read_understood(reader, begin, head) if strict and not known else None,
        read_group(reader, at),
        read_group(reader, begin) if title else None,
        _named_beyond(reader, begin, known),
        _of_other_province(reader, begin),
    ]
    best = max(filter(None, found), key=lambda m: m.end, default=None) or headed
    if best is None:
        best = _guessed(reader, begin, head, before)
    elif best.method == "alias":
        best = _longer(reader, best) or best
    elif best.method == "group":
        best = extend_group(reader, best)
    if best.start >= begin:
        best = replace(best, start=at)
    return _with_brackets(reader, best)


def _of_other_province(reader: Reader, at: int) -> Mention | None:
    """A body whose name ends with another province: "Sở Y tế tỉnh Long An"."""
    for end in _chunks(reader, at):
        body = find_in_province(reader.text[at:end], reader.scope, reader.knowledge)
        if body:
            return to_mention(reader, at, end, body, "")
    return None


def _named_beyond(reader: Reader, at: int, known: Mention | None) -> Mention | None:
    """A body known by the form of its name, unless that runs over a known name into the next."""
    named = read_named(reader, at)
    if known and named and named.end > known.end:
        following = skip(reader, known.end)
        if following < named.end and begins_mention(reader, known.end, following):
            return None
    return named


def _longer(reader: Reader, short: Mention) -> Mention | None:
    """The misspelt full name of which a short name is the beginning: "Sở Kế hoạch và Đầu tu"."""
    if not reader.knowledge.find("short_name_goes_on", reader.text[short.end :]):
        return None
    for end in reversed(list(_chunks(reader, short.start))):
        if end > short.end and not begins_mention(reader, short.end, skip(reader, short.end)):
            similar = find_similar(
                reader.text[short.start : end], reader.registry, reader.knowledge
            )
            if similar and similar.is_sure and similar.score < 100:
                found = to_mention(reader, short.start, end, similar.body, "")
                return replace(found, method="fuzzy", score=round(similar.score, 1))
    return None


def _guessed(reader: Reader, at: int, head: str, before: Mention | None) -> Mention:
    """How to read a text that no name explains: a body elsewhere, a misspelt name, or unknown."""
    chunks = list(_chunks(reader, at))
    for end in reversed(chunks):
        text = reader.text[at:end]
        body = find_elsewhere(text, reader.scope, reader.knowledge)
        if body:
            return to_mention(reader, at, end, body, "")
    for end in reversed(chunks):
        for understood in ("", head)[: 1 + (end - at > MIN_HEADLESS)]:
            written = f"{understood} {reader.text[at:end]}".strip()
            similar = find_similar(written, reader.registry, reader.knowledge)
            if similar and similar.is_sure:
                found = to_mention(reader, at, end, similar.body, head)
                return replace(found, method="fuzzy", score=round(similar.score, 1))
    if before and before.method == "group" and _goes_on(reader, before, at):
        text = reader.text[before.start : chunks[0]]
        return replace(before, text=text, end=chunks[0])
    similar = find_similar(reader.text[at : chunks[0]], reader.registry, reader.knowledge)
    text = name_from(reader, at, at)
    candidate = similar.body.name if similar else None
    score = round(similar.score, 1) if similar else None
    end = at + len(text)
    return Mention(text, at, end, None, None, None, "unresolved", score, candidate=candidate)


def _goes_on(reader: Reader, before: Mention, at: int) -> bool:
    """Whether an item that names nothing belongs to the collective before it."""
    between = reader.text[before.end : at]
    return ";" not in between and "\n" not in between and not reader.text[at].isupper()


def _chunks(reader: Reader, at: int) -> Iterator[int]:
    """Where a mention may end: at the next separator, or at one of the two after it."""
    end = at
    for _ in range(3):
        following = chunk_end(reader, end + 1) if end > at else chunk_end(reader, at)
        if following == end:
            return
        end = following
        yield end
        if end >= len(reader.text) or reader.text[end] in ";\n":
            return


def _with_brackets(reader: Reader, mention: Mention) -> Mention:
    """Words in brackets behind a mention, where it is, and "liên quan" behind a collective belong
    to it."""
    end = mention.end
    behind = "related" if mention.method == "group" else "on_area"
    related = reader.knowledge.find(behind, reader.text[end:])
    end += related.end() if related else 0
    opened = reader.text[mention.start : end]
    if opened.count("(") > opened.count(")") and reader.text[end : end + 1] == ")":
        end += 1  # "Phòng Kinh tế (Hạ tầng và Đô thị)": the brackets are within the name
    bracket = _BRACKET.match(reader.text, end)
    # who prepares it for the body before: "UBND tỉnh (Sở Tài chính tham mưu)"
    if bracket and not reader.knowledge.find("advising_bracket", bracket[0]):
        end = bracket.end()
    text = reader.text[mention.start : end].strip()
    return replace(mention, text=text, end=end)
