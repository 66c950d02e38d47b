"""The ways to read a mention at a place of a text: known name, collective, form of a name."""

from dataclasses import replace

from planparse import regex
from planparse.knowledge import COMMITTEE, Knowledge
from planparse.normalize.agencies.bodies import LONGEST_NAME, Body
from planparse.normalize.agencies.keys import place_tone, to_key, tokenize
from planparse.normalize.agencies.reader import Mention, Reader
from planparse.schema.vocabulary import AgencyLevel, MatchMethod
from planparse.text import one_line, to_ascii_slug


def skip(reader: Reader, at: int) -> int:
    """Where the next mention can begin: behind separators, bullets and words such as "chủ trì"."""
    lead = reader.knowledge.find("mention_lead", reader.text[at:])
    at += lead.end() if lead else 0
    while at < len(reader.text) and not reader.text[at].isalnum():
        at += 1
    return at


def read_known(reader: Reader, at: int, head: str) -> Mention | None:
    """The longest known name that begins at `at`, `head` being understood before it."""
    first = next((i for i, t in enumerate(reader.tokens) if t.start >= at), None)
    if first is None:
        return None
    key = to_key(head, reader.knowledge.abbreviations)
    best: Mention | None = None
    for index, token in enumerate(reader.tokens[first : first + LONGEST_NAME], first):
        if token.text == ";":
            break
        key += token.key
        body = reader.registry.get(key) if token.is_word and token.key else None
        if body and _ends_here(reader, index) and _is_one(reader.text[at : token.end], body):
            best = to_mention(reader, at, token.end, body, head)
    of_next = reader.knowledge.find("of_next", reader.text[at:])
    return None if best and of_next and best.end <= at + of_next.end() else best


def _is_one(text: str, body: Body) -> bool:
    """Whether a text with a comma or a dash is one name: "Đảng ủy, UBND xã" are two bodies, and
    "Đảng ủy UBND xã" is another one."""
    parted = regex.search(r",|\s[-–]\s", text)
    return not parted or bool(regex.search(r",|\bvà\b|\s-\s", body.name))


def _ends_here(reader: Reader, index: int) -> bool:
    """Whether a name may end with this token: a separator or another name follows."""
    if index + 1 == len(reader.tokens):
        return True
    following = reader.tokens[index + 1]
    rest = reader.text[following.start :]
    return (
        not following.is_word
        or bool(reader.knowledge.find("name_boundary", following.text))
        or bool(reader.knowledge.find("related", rest))
        or bool(reader.knowledge.find("doing", f" {rest}"))
        or bool(reader.knowledge.find("next_name", rest))
    )


def to_mention(reader: Reader, start: int, end: int, body: Body, head: str) -> Mention:
    """A stretch of the text as a mention of a body, `head` being a noun that it leaves out."""
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


def read_group(reader: Reader, at: int) -> Mention | None:
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


def extend_group(reader: Reader, group: Mention) -> Mention:
    """A collective goes on until something else that can be named begins."""
    end = chunk_end(reader, group.end)
    while end < len(reader.text):
        start = skip(reader, end)
        if start >= len(reader.text) or begins_mention(reader, end, start):
            break
        end = chunk_end(reader, start)
    text = reader.text[group.start : end].rstrip(" ,;.\n")
    return replace(group, text=text, end=group.start + len(text))


def begins_mention(reader: Reader, end: int, start: int) -> bool:
    """Whether something that can be named begins at `start`, `end` being where the last ended."""
    if "\n" in reader.text[end:start] or ";" in reader.text[end:start]:
        return True
    return bool(
        read_known(reader, start, "")
        or read_group(reader, start)
        or read_named(reader, start)
        or reader.knowledge.find("head_of_list", reader.text[start:])
        or reader.knowledge.find("next_name", reader.text[start:])
        or reader.knowledge.find("person_title", reader.text[start:])
    )


def read_named(reader: Reader, at: int) -> Mention | None:
    """A single body known by the form of its name: a newspaper, a school, an enterprise."""
    for kind in reader.knowledge.named_bodies:
        match = kind.search(reader.text[at:])
        if match:
            text = without_place(name_from(reader, at, at + match.end()), reader.knowledge)
            return _to_named(reader, at, text, kind.level)
    return _read_unit(reader, at)


def _read_unit(reader: Reader, at: int) -> Mention | None:
    """A unit of the ministry or department that issued the document: "Vụ Pháp chế"."""
    issuer = reader.scope.issuer
    if issuer is None or not reader.knowledge.find("has_units", issuer.name):
        return None
    match = reader.knowledge.find("unit_of_issuer", reader.text[at:])
    if match is None:
        return None
    text = _over_commas(reader, at, at + len(name_from(reader, at, at + match.end())))
    name = written_out(text, reader.knowledge)
    unit = Body(name, f"{issuer.agency_id}/{to_ascii_slug(name)}", issuer.level)
    return to_mention(reader, at, at + len(text), unit, "")


def read_understood(reader: Reader, at: int, head: str) -> Mention | None:
    """A unit of the issuer whose noun stands before a list: "các Vụ: Pháp chế, Tổ chức cán bộ"."""
    rest = reader.text[at:]
    text = f"{head} {rest}"
    tokens = tokenize(text, reader.knowledge.abbreviations)
    unit = _read_unit(replace(reader, text=text, tokens=tokens), 0)
    if unit is None:
        return None
    end = at + unit.end - len(head) - 1
    return replace(unit, text=reader.text[at:end], start=at, end=end, method="alias")


def _over_commas(reader: Reader, at: int, end: int) -> str:
    """The name of a unit goes on behind a comma in small letters, as no other name begins:
    "Cục Phổ biến, giáo dục pháp luật và Trợ giúp pháp lý"."""
    while match := regex.match(r",\s+(?=\p{Ll})", reader.text[end:]):
        following = end + match.end()
        word = reader.text[following:].split()[0]
        other = reader.knowledge.cells["agency_word"].search(word)
        if other or begins_mention(reader, end, following):
            break
        end = following + len(name_from(reader, following, following))
    return reader.text[at:end].strip()


def read_numbered(reader: Reader, at: int, before: Mention | None) -> Mention | None:
    """A number that stands for the name before it with another one: "Phòng Nghiệp vụ 1, 2"."""
    match = reader.knowledge.find("number_of_list", reader.text[at:])
    if match is None or before is None or not before.text[-1].isdigit():
        return None
    name, agency_id = (_renumbered(x, match[0]) for x in (before.name, before.agency_id))
    text = _renumbered(before.text, match[0]) or match[0]
    return replace(
        before, text=text, start=at, end=at + match.end(), name=name, agency_id=agency_id
    )


def _renumbered(text: str | None, number: str) -> str | None:
    return regex.sub(r"\d+$", number, text) if text else text


def written_out(text: str, knowledge: Knowledge) -> str:
    """A name as it is printed, its abbreviations written out, its dashes and commas set alike."""
    abbreviations = knowledge.abbreviations
    text = regex.sub(r"\s*,\s*", ", ", text.replace("–", "-"))
    name = " ".join(place_tone(abbreviations.get(w, w)) for w in one_line(text).split(" "))
    return name[0].upper() + name[1:]


def name_from(reader: Reader, at: int, end: int) -> str:
    """A name reaches to the next separator, across "và" and dashes unless another name begins
    there."""
    end = chunk_end(reader, end)
    while match := reader.knowledge.find("name_goes_on", reader.text[end:]):
        if begins_mention(reader, end, end + match.end()):
            break
        end = chunk_end(reader, end + match.end())
    return reader.text[at:end].strip()


def without_place(name: str, knowledge: Knowledge) -> str:
    """A name without what says where its body is, and of whom it is none: "trên địa bàn tỉnh"."""
    for space in regex.finditer(r"\s+", name):
        place = knowledge.find("on_area", name[space.start() :])
        if place:
            return name[: space.start()]
    return name


def _to_named(reader: Reader, at: int, text: str, level: AgencyLevel) -> Mention:
    name = written_out(text, reader.knowledge)
    if level == "commune" and reader.knowledge.find("commune_name", name):
        name = f"{COMMITTEE} {name[0].lower()}{name[1:]}"
    province = reader.scope.province
    institute = level == "other" and reader.knowledge.find("institute", name)
    if institute and province and name.endswith(province.name):
        level = "province"
    place = "VN" if level == "central" else province.code if province else None
    agency_id = f"{place}/{to_ascii_slug(name)}" if place else None
    method: MatchMethod = "exact" if name == text else "alias"
    return Mention(text, at, at + len(text), name, agency_id, level, method, 100.0)


def chunk_end(reader: Reader, at: int) -> int:
    """Where the next separator stands, or the text ends."""
    return at + len(reader.knowledge.patterns["name_separator"].until(reader.text[at:]))
