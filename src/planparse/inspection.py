"""Plans beside their pages: what is to be looked at, and a picture of where it stands."""

import base64
import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from planparse.errors import PlanparseError, UnreadableError
from planparse.knowledge.corrections import COLUMNS
from planparse.locations import describe, name_of, read_bytes, to_path
from planparse.normalize.corrections import TEXTS
from planparse.read.content import whole
from planparse.read.joining import digest_of
from planparse.runs.inputs import find_inputs
from planparse.schema.layout import Box
from planparse.write.output import write_files
from planparse.written import find_plans, read_plan

Row = Mapping[str, Any]
# A place is a page and, where it is known, a box on it.
Place = tuple[int, Box | None]

_HEAD = """<!doctype html>
<meta charset="utf-8">
<meta name="generator" content="planparse">
<title>{0}</title>
<style>
body {{ font: 15px/1.5 sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em }}
h2 {{ font-size: 1em; margin: 2.5em 0 .3em }}
img {{ border: 1px solid #bbb; display: block; margin: .6em 0; max-width: 100% }}
dl {{ display: grid; gap: .1em 1em; grid-template-columns: max-content auto; margin: .4em 0 }}
pre {{ overflow: auto }}
dt {{ color: #666 }} dd {{ margin: 0; white-space: pre-line }}
</style>
<h1>{0}</h1>
"""


class Shown(NamedTuple):
    """Something to look at: what it is, what the records say of it, where it stands, and the lines
    that correct it."""

    title: str
    fields: Mapping[str, str]
    places: Sequence[Place]
    lines: str = ""


def inspect(
    out: Path, sources: Sequence[str], to: Path, tasks: Sequence[str], password: str | None
) -> Iterator[tuple[str, int]]:
    """Write a page of HTML for each plan that has something to be looked at: the issues of those
    made of the files given, or of all, or the tasks of the keys given; yields its path and how many
    entries it has. Raises PlanparseError."""
    files = _by_digest(sources, password)
    wanted = set(tasks)
    made = False
    for path in find_plans(out).values():
        document = read_plan(path)
        if sources and not wanted and document["plan"]["source_sha256"] not in files:
            continue
        made = True
        try:
            entries = list(_entries_of_tasks(document, wanted) if tasks else _entries_of(document))
        except KeyError as error:
            raise UnreadableError(
                f"{path} has rows without {error}: extract its document again."
            ) from error
        if entries:
            plan = document["plan"]
            source = files.get(plan["source_sha256"], [])
            html = "".join(_to_html(plan, entries, source, password))
            name = f"{plan['plan_id']}.html"
            write_files({name: html.encode()}, to, "--to")
            yield str(to / name), len(entries)
    if not made:
        raise UnreadableError(f"No plan in {out} was made of the files given as they are now.")


def _by_digest(sources: Sequence[str], password: str | None) -> dict[str, list[Path]]:
    """The files that plans may have been made from, by their SHA-256; all in the order given are
    one document in several files."""
    files, _ = find_inputs(sources) if sources else ([], [])
    found = {}
    for file in files:
        try:
            found[hashlib.sha256(read_bytes(file, password)).hexdigest()] = [file]
        except PlanparseError:  # no plan was made of what does not come out of its archive
            continue
        except OSError as error:
            raise UnreadableError(f"{file} cannot be opened: {describe(error)}.") from error
    digests = {file: digest for digest, (file,) in found.items()}
    given = [path for path in map(to_path, sources) if path in digests]
    return found | {digest_of(digests[path] for path in given): given}


def _entries_of(document: Row) -> Iterator[Shown]:
    """The issues of a plan, each with the row that it is about."""
    tasks = {task["task_id"]: task for task in document["tasks"]}
    for issue in document["issues"]:
        task = tasks.get(issue["task_id"])
        place = (issue["page"], _to_box(issue))
        rows = _places_of(task) if task else []
        # An issue names one place, of a row that a page break cuts the first.
        places = rows if place in rows or (rows and place[1] is None) else [place]
        fields = _fields_of(task) if task else {"text": issue["text"]} if issue["text"] else {}
        title = f"{issue['code']} ({issue['severity']}): {issue['message']}"
        lines = _to_lines(task) if task else ""
        yield Shown(title, fields, [each for each in places if each[0]], lines)


def _entries_of_tasks(document: Row, wanted: set[str]) -> Iterator[Shown]:
    for task in document["tasks"]:
        if task["task_id"] in wanted:
            yield Shown(task["kind"], _fields_of(task), _places_of(task), _to_lines(task))


def _to_lines(task: Row) -> str:
    """The cells of a row as lines for `corrections.csv`; as they are, they confirm them."""
    cells = {name: task[name] for name in TEXTS} | task["year_texts"] | task["extra"]
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    printed = ((name, text) for name, text in cells.items() if text is not None)
    writer.writerows((task["task_id"], name, text, text) for name, text in printed)
    return lines.getvalue()


def _fields_of(task: Row) -> dict[str, str]:
    """What a row says, by the names of its columns; empty cells are left out."""
    cells = {name: value for name, value in task.items() if name.endswith("text")}
    cells |= {str(year): text for year, text in task["year_texts"].items()} | task["extra"]
    named = {"task_id": task["task_id"], **cells, "join_reasons": ", ".join(task["join_reasons"])}
    return {name: text for name, text in named.items() if text}


def _places_of(task: Row) -> list[Place]:
    boxes = [(region["page"], _to_box(region)) for region in task["regions"]]
    return boxes or [(task["page_first"], None)]


def _to_box(row: Row) -> Box | None:
    x0, top, x1, bottom = (row[name] for name in ("x0", "top", "x1", "bottom"))
    return None if x0 is None else Box(x0, top, x1, bottom)


def _to_html(
    plan: Row, entries: Sequence[Shown], source: Sequence[Path], password: str | None
) -> Iterator[str]:
    yield _HEAD.format(escape(f"{plan['plan_id']}: {plan['title'] or plan['source_name']}"))
    if not source:
        yield f"<p>{escape(plan['source_name'])} is not among the files given: no pictures.</p>\n"
    pictures = _draw(source, entries, password)
    for entry in entries:
        yield f"<h2>{escape(entry.title)}</h2>\n"
        rows = (f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in entry.fields.items())
        yield f"<dl>{''.join(rows)}</dl>\n"
        if entry.lines:
            said = "<summary>corrections.csv: keep what you change</summary>"
            yield f"<details>{said}<pre>{escape(entry.lines)}</pre></details>\n"
        for page, _ in entry.places:
            yield f"<small>page {page}</small>\n"
            picture = next(pictures, None)
            if picture:
                yield f'<img src="data:image/png;base64,{picture}" alt="page {page}">\n'


def _draw(source: Sequence[Path], entries: Sequence[Shown], password: str | None) -> Iterator[str]:
    """The pictures of all places, in their order; none of a format that has no pages."""
    from planparse.read.formats import format_of
    from planparse.read.layouts import as_pdf
    from planparse.read.pdf.pictures import draw_places

    files = [(name_of(path), read_bytes(path, password)) for path in source]
    if not files or any(format_of(*file) not in {"pdf", "picture"} for file in files):
        return
    pdfs = [(name, whole(as_pdf(name, content))) for name, content in files]
    places = [place for entry in entries for place in entry.places]
    for png in draw_places(pdfs, places, password):
        yield base64.b64encode(png).decode()
