"""Agency mentions of a cell: where each begins and ends, and which body it means.

Known names are tried first and the longest counts, so that "Sở Văn hóa, Thể thao và Du lịch" keeps
its comma; what no name explains is matched fuzzily, and what that leaves is `unresolved`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from planparse.knowledge import Knowledge
from planparse.normalize.fuzzy import find_similar
from planparse.normalize.keys import Token, place_tone, to_key, tokenize
from planparse.normalize.places import find_elsewhere
from planparse.normalize.registry import Body, Registry, Scope, build_registry
from planparse.schema.records import AgencyLevel, MatchMethod
from planparse.text import nfc, one_line, to_ascii_slug

MAX_WORDS = 24
# An item that leaves out its noun is matched fuzzily only when it is longer than this, letters.
MIN_HEADLESS = 12
_BOUNDARY_WORDS = {"và", "cùng", "với", "phối", "chủ", "hoặc", "tham", "theo"}
# A research institute that bears the name of the province serves it.
_INSTITUTE_OF = regex.compile(r"Viện\s")
_HEADS = ("Sở", "Bộ", "Phòng", "Hội", "Cục", "Ban", "Ủy ban nhân dân", "Chi cục")
_NEXT_HEAD = regex.compile(
    r"^(Sở|Bộ|UBND|Công an|Ban|Văn phòng|Các|Hội|Cục|Đài|Báo|Tỉnh|Thanh tra)\b"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention in a text: what it says, where, and the body it means, if that is settled."""

    text: str
    start: int
    end: int
    name: str | None
    agency_id: str | None
    level: AgencyLevel | None
    method: MatchMethod
    score: float | None
    successor: str | None = None
    candidate: str | None = None


@dataclass(frozen=True, slots=True)
class _Reader:
    """A text to be cut into mentions, and what is known about names in its scope."""

    text: str
    tokens: list[Token]
    registry: Registry
    scope: Scope
    knowledge: Knowledge


def parse_agencies(text: str, scope: Scope, knowledge: Knowledge) -> list[Mention]:
    """Every mention in a cell or list, in printed order."""
    return list(_parse(nfc(text), scope, knowledge))


@lru_cache(maxsize=4096)  # the cells of a plan say the same again and again
def _parse(text: str, scope: Scope, knowledge: Knowledge) -> tuple[Mention, ...]:
    tokens = tokenize(text, knowledge.abbreviations)
    reader = _Reader(text, tokens, build_registry(scope, knowledge), scope, knowledge)
    mentions: list[Mention] = []
    head, strict = "", False
    at = 0
    while (at := _skip(reader, at)) < len(text):
        opened = knowledge.find("head_of_list", text[at:])
        if opened:
            head, strict = opened["head"].capitalize(), True
            at += opened.end()
            continue
        mention = _read_mention(reader, at, head, strict, mentions[-1] if mentions else None)
        if mention.start < at:
            mentions.pop()
        mentions.append(mention)
        spoken = _head_of(mention, knowledge)
        if spoken:
            head, strict = spoken, False
        at = max(mention.end, at + 1)
    return tuple(mentions)


def _skip(reader: _Reader, at: int) -> int:
    lead = reader.knowledge.find("mention_lead", reader.text[at:])
    at += lead.end() if lead else 0
    while at < len(reader.text) and not reader.text[at].isalnum():
        at += 1
    return at


def _head_of(mention: Mention, knowledge: Knowledge) -> str | None:
    """The noun that a following item may leave out: "Sở Công Thương, Nông nghiệp và PTNT"."""
    key = to_key(mention.text, knowledge.abbreviations)
    return next((h for h in _HEADS if key.startswith(to_key(h, knowledge.abbreviations))), None)


def _read_mention(
    reader: _Reader, at: int, head: str, strict: bool, before: Mention | None
) -> Mention:
    """The mention that begins at `at`: the surest reading that there is."""
    begin = at
    title = reader.knowledge.find("person_title", reader.text[at:])
    if title:
        begin = at + title.end()
    headed = _known(reader, begin, head) if head else None
    found = [
        headed if strict else None,
        _known(reader, begin, ""),
        _grouped(reader, at),
        _grouped(reader, begin) if title else None,
        _named(reader, begin),
    ]
    best = max(filter(None, found), key=lambda m: m.end, default=None) or headed
    if best is None:
        best = _guessed(reader, begin, head, before)
    elif best.method == "alias":
        best = _longer(reader, best) or best
    elif best.method == "group":
        best = _with_rest_of_group(reader, best)
    if best.start >= begin:
        best = replace(best, start=at)
    return _with_brackets(reader, best)


def _known(reader: _Reader, at: int, head: str) -> Mention | None:
    """The longest known name that begins at `at`, `head` being understood before it."""
    first = next((i for i, t in enumerate(reader.tokens) if t.start >= at), None)
    if first is None:
        return None
    key = to_key(head, reader.knowledge.abbreviations)
    best: Mention | None = None
    for index, token in enumerate(reader.tokens[first : first + MAX_WORDS], first):
        if token.text == ";":
            break
        key += token.key
        body = reader.registry.get(key) if token.is_word and token.key else None
        if body and _ends_here(reader, index):
            best = _to_mention(reader, at, token.end, body, head)
    return best


def _ends_here(reader: _Reader, index: int) -> bool:
    """Whether a name may end with this token: a separator, or another name, stands behind it."""
    if index + 1 == len(reader.tokens):
        return True
    following = reader.tokens[index + 1]
    rest = reader.text[following.start :]
    return (
        not following.is_word
        or following.text in _BOUNDARY_WORDS
        or bool(reader.knowledge.find("related", rest))
        or bool(_NEXT_HEAD.match(rest))
    )


def _to_mention(reader: _Reader, start: int, end: int, body: Body, head: str) -> Mention:
    text = reader.text[start:end]
    written = to_key(text, {}) == to_key(body.name, {}) and not head
    method: MatchMethod = "exact" if written else "alias"
    return Mention(
        text,
        start,
        end,
        body.name,
        body.agency_id or None,
        body.level,
        method,
        100.0,
        body.successor,
    )


def _longer(reader: _Reader, short: Mention) -> Mention | None:
    """The misspelt full name of which a short name is the beginning: "Sở Kế hoạch và Đầu tu"."""
    if not regex.match(r"\s*(và\s|[,&–-])", reader.text[short.end :]):
        return None
    for end in reversed(list(_chunks(reader, short.start))):
        if end > short.end and not _begins_mention(reader, short.end, _skip(reader, short.end)):
            similar = find_similar(
                reader.text[short.start : end], reader.registry, reader.knowledge
            )
            if similar and similar.is_sure and similar.score < 100:
                found = _to_mention(reader, short.start, end, similar.body, "")
                return replace(found, method="fuzzy", score=round(similar.score, 1))
    return None


def _grouped(reader: _Reader, at: int) -> Mention | None:
    """The longest collective that begins at `at`."""
    best: Mention | None = None
    rest = reader.text[at:]
    for group in reader.knowledge.groups:
        match = group.search(rest)
        if match and match.end() and (best is None or at + match.end() > best.end):
            best = Mention(
                match[0].strip(), at, at + match.end(), group.name, f"group/{group.id}", "group",
                "group", 100.0,
            )  # fmt: skip
    return best


def _with_rest_of_group(reader: _Reader, group: Mention) -> Mention:
    """A collective goes on until something else that can be named begins."""
    end = _chunk_end(reader, group.end)
    while end < len(reader.text):
        start = _skip(reader, end)
        if start >= len(reader.text) or _begins_mention(reader, end, start):
            break
        end = _chunk_end(reader, start)
    text = reader.text[group.start : end].rstrip(" ,;.\n")
    return replace(group, text=text, end=group.start + len(text))


def _begins_mention(reader: _Reader, end: int, start: int) -> bool:
    if "\n" in reader.text[end:start] or ";" in reader.text[end:start]:
        return True
    return bool(
        _known(reader, start, "")
        or _grouped(reader, start)
        or _named(reader, start)
        or reader.knowledge.find("head_of_list", reader.text[start:])
        or _NEXT_HEAD.match(reader.text[start:])
        or reader.knowledge.find("person_title", reader.text[start:])
    )


def _named(reader: _Reader, at: int) -> Mention | None:
    """A single body known by the form of its name: a newspaper, a school, an enterprise."""
    for kind in reader.knowledge.named_bodies:
        match = kind.search(reader.text[at:])
        if match:
            text = _name_from(reader, at, at + match.end())
            return _to_named(reader, at, text, kind.level)
    return None


def _name_from(reader: _Reader, at: int, end: int) -> str:
    """A name goes on to the next separator, and over "và" and dashes unless another one begins."""
    end = _chunk_end(reader, end)
    while match := regex.match(r"(\s+và\s+|\s*&\s*|\s+[-–]\s+)(?=\p{L})", reader.text[end:]):
        if _begins_mention(reader, end, end + match.end()):
            break
        end = _chunk_end(reader, end + match.end())
    return reader.text[at:end].strip()


def _to_named(reader: _Reader, at: int, text: str, level: AgencyLevel) -> Mention:
    abbreviations = reader.knowledge.abbreviations
    words = [place_tone(abbreviations.get(w, w)) for w in one_line(text).split(" ")]
    name = " ".join(words)
    if level == "commune" and regex.match(r"(xã|phường|thị trấn|đặc khu)\s", name, regex.I):
        name = f"Ủy ban nhân dân {name[0].lower()}{name[1:]}"
    name = name[0].upper() + name[1:]
    province = reader.scope.province
    if level == "other" and province and _INSTITUTE_OF.match(name) and name.endswith(province.name):
        level = "province"
    place = "VN" if level == "central" else province.code if province else None
    agency_id = f"{place}/{to_ascii_slug(name)}" if place else None
    method: MatchMethod = "exact" if name == text else "alias"
    return Mention(text, at, at + len(text), name, agency_id, level, method, 100.0)


def _guessed(reader: _Reader, at: int, head: str, before: Mention | None) -> Mention:
    """What no name explains: a body of another place, a misspelt name, or nothing known."""
    chunks = list(_chunks(reader, at))
    for end in reversed(chunks):
        text = reader.text[at:end]
        body = find_elsewhere(text, reader.scope, reader.knowledge)
        if body:
            return _to_mention(reader, at, end, body, "")
    for end in reversed(chunks):
        for understood in ("", head)[: 1 + (end - at > MIN_HEADLESS)]:
            written = f"{understood} {reader.text[at:end]}".strip()
            similar = find_similar(written, reader.registry, reader.knowledge)
            if similar and similar.is_sure:
                found = _to_mention(reader, at, end, similar.body, head)
                return replace(found, method="fuzzy", score=round(similar.score, 1))
    if before and before.method == "group" and _goes_on(reader, before, at):
        text = reader.text[before.start : chunks[0]]
        return replace(before, text=text, end=chunks[0])
    similar = find_similar(reader.text[at : chunks[0]], reader.registry, reader.knowledge)
    text = _name_from(reader, at, at)
    candidate = similar.body.name if similar else None
    score = round(similar.score, 1) if similar else None
    end = at + len(text)
    return Mention(text, at, end, None, None, None, "unresolved", score, candidate=candidate)


def _goes_on(reader: _Reader, before: Mention, at: int) -> bool:
    """Whether an item that names nothing belongs to the collective before it."""
    between = reader.text[before.end : at]
    return ";" not in between and "\n" not in between and not reader.text[at].isupper()


def _chunks(reader: _Reader, at: int) -> Iterator[int]:
    """Where a mention may end: at the next separator, or at one of the two after it."""
    end = at
    for _ in range(3):
        following = _chunk_end(reader, end + 1) if end > at else _chunk_end(reader, at)
        if following == end:
            return
        end = following
        yield end
        if end >= len(reader.text) or reader.text[end] in ";\n":
            return


def _chunk_end(reader: _Reader, at: int) -> int:
    match = regex.search(r"[,;\n(:]|\s+và\s+|\.(?=\s*$)|\s+[-–+]\s+", reader.text[at:])
    return at + match.start() if match else len(reader.text)


def _with_brackets(reader: _Reader, mention: Mention) -> Mention:
    """Words in brackets behind a mention, and "liên quan" behind a collective, belong to it."""
    end = mention.end
    if mention.method == "group":
        related = reader.knowledge.find("related", reader.text[end:])
        end += related.end() if related else 0
    bracket = regex.match(r"\s*\([^()]*\)", reader.text[end:])
    end += bracket.end() if bracket else 0
    text = reader.text[mention.start : end].strip()
    return replace(mention, text=text, end=end)
