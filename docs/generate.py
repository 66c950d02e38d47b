"""Write the generated pages of `docs/` and the record that the README shows; with --check, fail
when one is out of step.

python docs/generate.py [--check]
"""

import ast
import json
import re
import sys
import types
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from typer.main import get_command

import planparse
from planparse.cli import app
from planparse.errors import EXIT_MEANINGS
from planparse.knowledge import Knowledge, load
from planparse.schema.base import Record
from planparse.schema.issue_meanings import ISSUE_MEANINGS
from planparse.schema.keys import KEYS
from planparse.schema.records import TABLES, PlanDocument
from planparse.schema.vocabulary import JOIN_MEANINGS

ROOT = Path(__file__).parent.parent
DOCS, README, PACKAGE = ROOT / "docs", ROOT / "README.md", ROOT / "src/planparse"
# The record of the README: a row that a page break cuts, and the fields that show why it matters.
_PLAN, _TASK = ROOT / "data/raw/vinh-long-742-QD-UBND-2023.pdf", "vinh-long-742-qd-ubnd-2023/a1/54"
_TASK_FIELDS = """task_id kind number text lead_text lead_agencies coordinating_text
    coordinating_agencies legal_basis_text year_texts page_first page_last rejoined
    join_reasons"""
_TARGET_FIELDS = "task_id year value_text kind comparator value unit"
_RECORD = re.compile(r"(?<=<!-- record -->\n).*(?=<!-- end of record -->)", re.DOTALL)
_NAMES: dict[type, str] = {str: "string", int: "int", float: "double", bool: "bool", date: "date"}


def main() -> int:
    """Write or check every page; 1 when a page is out of step."""
    check = "--check" in sys.argv[1:]
    stale = []
    for path, text in {**pages(), README: _readme()}.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
            if not check:
                path.write_text(text, encoding="utf-8")
    if stale and check:
        print(f"Out of step: {', '.join(stale)}. Run python docs/generate.py.")
    return int(bool(stale) and check)


def pages() -> dict[Path, str]:
    """The text of each page that is generated as a whole."""
    schema = json.dumps(PlanDocument.model_json_schema(), ensure_ascii=False, indent=1)
    return {
        DOCS / "cli.md": _page(_cli()),
        DOCS / "data-dictionary.md": _page(_dictionary()),
        DOCS / "exit-codes.md": _page(_exit_codes()),
        DOCS / "issues.md": _page(_issues()),
        DOCS / "knowledge.md": _page(_knowledge(load())),
        DOCS / "modules.md": _page(_modules()),
        DOCS / "plan.schema.json": f"{schema}\n",
    }


def _page(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _readme() -> str:
    record = "".join(f"{line}\n" for line in _record())
    return _RECORD.sub(lambda _: record, README.read_text(encoding="utf-8"))


def _record() -> Iterator[str]:
    document = planparse.extract(_PLAN)
    yield "```json"
    yield from _fields(next(t for t in document.tasks if t.task_id == _TASK), _TASK_FIELDS)
    yield "```\n\n```json"
    last = max(
        (t for t in document.targets if t.task_id == _TASK), key=lambda target: target.year or 0
    )
    yield from _fields(last, _TARGET_FIELDS)
    yield "```"


def _fields(record: Record, names: str) -> Iterator[str]:
    values = record.model_dump(mode="json")
    shown = [f' "{name}": {json.dumps(values[name], ensure_ascii=False)}' for name in names.split()]
    yield "{\n" + ",\n".join(shown) + "\n}"


def _modules() -> Iterator[str]:
    yield "# Modules\n\nThe first paragraph of each docstring, packages in the order of the data"
    yield "([design.md](design.md) has the decisions).\n"
    data = ("read", "extract", "normalize", "schema", "knowledge", "write")
    for package in ("", "commands", "runs", *data):
        yield from _package(PACKAGE / package)


def _package(folder: Path) -> Iterator[str]:
    """The modules of a folder, and those of the folders in it."""
    name = folder.relative_to(PACKAGE.parent)
    yield f"## {name}\n\n{_first_sentence(folder / '__init__.py')}\n\n| module | holds |\n|---|---|"
    for path in sorted(folder.glob("*.py")):
        if path.name != "__init__.py":
            yield f"| {path.stem} | {_first_sentence(path)} |"
    yield ""
    if folder != PACKAGE:
        for below in sorted(folder.glob("*/__init__.py")):
            yield from _package(below.parent)


def _first_sentence(path: Path) -> str:
    """The first paragraph of a docstring, for a cell of a table."""
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(said.split("\n\n")[0].split()).replace("|", "\\|")


def _cli() -> Iterator[str]:
    yield "# The command line\n"
    yield "Standard output is for data, standard error for messages and progress;"
    yield "[exit-codes.md](exit-codes.md) has the exit codes.\n"
    group = get_command(app)
    commands: dict[str, Any] = getattr(group, "commands", {})
    yield from _command("planparse", group)
    for name, command in sorted(commands.items()):
        yield from _command(f"planparse {name}", command)
        for below, subcommand in sorted(getattr(command, "commands", {}).items()):
            yield from _command(f"planparse {name} {below}", subcommand)


def _command(name: str, command: Any) -> Iterator[str]:
    yield f"## {name}\n\n{command.help.strip()}\n"
    shown = [p for p in command.params if "completion" not in p.name and p.name != "help"]
    if shown:
        yield "| parameter | meaning |\n|---|---|"
    for parameter in command.params:
        if "completion" not in parameter.name:
            names = ", ".join(f"`{option}`" for option in parameter.opts)
            if parameter.param_type_name == "argument":
                many = "..." * (parameter.nargs < 0)
                names = f"`{parameter.metavar}{many}`".replace("|", "\\|")
            default = parameter.default
            extra = f" Default: {default}." if not isinstance(default, bool | None) else ""
            yield f"| {names} | {parameter.help}{extra} |"
    yield ""


def _dictionary() -> Iterator[str]:
    yield "# Data dictionary, schema version 1\n"
    yield "Each table is a folder of Parquet files, one per plan; the JSON of a plan nests the"
    yield "same records (`plan.schema.json`). A column named like the key of another table refers"
    yield "to it. Null says that the document has no such thing, an empty text that a cell is"
    yield "empty.\n"
    for table, model in TABLES.items():
        yield f"## {table}\n\n{model.__doc__}\n\n| column | type | meaning |\n|---|---|---|"
        yield from _columns(model)
        key = " and ".join(f"`{name}`" for name in KEYS[table])
        yield f"\nKey: {key}.\n" if key else "\nWithout a key.\n"
    yield "## Reasons why the parts of a row are one (`join_reasons`)\n"
    yield "| reason | meaning |\n|---|---|"
    for reason, meaning in JOIN_MEANINGS.items():
        yield f"| {reason} | {meaning} |"
    yield "\n## JSON only\n\n| part | meaning |\n|---|---|"
    for name, info in PlanDocument.model_fields.items():
        if name not in TABLES and name != "plan":
            inner = get_args(info.annotation)[0]
            yield f"| {name} | {inner.__doc__} |"


def _columns(model: type[Record]) -> Iterator[str]:
    for name, info in model.model_fields.items():
        yield f"| {name} | {_type_name(info.annotation)} | {info.description or ''} |"


def _type_name(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is types.UnionType or type(None) in arguments:
        return " or ".join(_type_name(a) for a in arguments if a is not type(None)) + ", null"
    if origin is Literal:
        return " / ".join(f"`{a}`" for a in arguments)
    if origin is list:
        return f"list of {_type_name(arguments[0])}"
    if origin is dict:
        return f"map of {_type_name(arguments[0])} to {_type_name(arguments[1])}"
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return "string, see [issues](issues.md)"
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return "struct (" + ", ".join(annotation.model_fields) + ")"
    return _NAMES[annotation]


def _exit_codes() -> Iterator[str]:
    yield "# Exit codes\n\nIn a run over several files the highest one counts.\n"
    yield "| code | meaning |\n|---|---|"
    for code, meaning in EXIT_MEANINGS.items():
        yield f"| {code.value} | {meaning} |"


def _issues() -> Iterator[str]:
    yield "# Issues\n\nA plan with a warning or an error has the status `review`.\n"
    yield "| code | severity | meaning |\n|---|---|---|"
    for code, (severity, meaning) in ISSUE_MEANINGS.items():
        yield f"| {code.value} | {severity} | {meaning} |"


_OWN = """## Tables of your own

`--knowledge FOLDER` adds what tables in a folder say; their lines come before what is shipped. They
are in UTF-8, with cells parted by commas or semicolons; other columns are passed over.

| table | columns | a line |
|---|---|---|
| agencies.csv | scope, name; aliases, valid_from, valid_to, successor | `VN-49,Ban Tin học,BTH` |
| agency_aliases.csv | scope, alias, name (of a known agency) | `VN-49,Sở Khỏe,Sở Y tế` |
| column_headings.csv | heading, role (one of those below, but year) | `Kênh công bố,deliverable` |
| corrections.csv | task_id, field, printed, text | `ca-mau-9-kh-ubnd-2026/a1/3,2026,5I%,51%` |

Several aliases are parted by `|`. The scope is the code of a province (`VN-49`), `VN` for a central
body, or `province`, `district` or `commune` for one that each of them has. `agencies unresolved
--add-to FOLDER` begins the table of aliases with names of a corpus that nobody knows.

A correction says what a cell of a row reads on the page: `printed` is what planparse read, white
space aside, and `text` what stands there. The field is one of a task that ends in `_text`, or
`text`, a year (`2026`), or the heading of a further column. All that follows from the cell
(agencies, targets, dates) is made of the new text; the issue `corrected` keeps the old one, and
doubts about how the row was read become `info`. A line with the same text twice confirms the
cell. Where a later version reads the cell otherwise, the line is not used, and an issue says so.
"""


def _knowledge(knowledge: Knowledge) -> Iterator[str]:
    yield "# What planparse knows\n\nThe data is in `src/planparse/knowledge/`; every pattern"
    yield "stands beside texts that it must be found in and texts that it must not be found in.\n"
    yield _OWN
    yield "## Column headings\n\n| role | field | read as |\n|---|---|---|"
    for role in knowledge.columns:
        yield f"| {role.role} | {role.field} | {'; '.join(role.examples)} |"
    yield "\n## Labels\n\n| style | read as |\n|---|---|"
    for style in knowledge.labels:
        yield f"| {style.style} | {'; '.join(style.examples)} |"
    yield "\n## Wordings\n\n| wording | read as |\n|---|---|"
    for name, wording in knowledge.patterns.items():
        examples = "; ".join(example or "(empty)" for example in wording.examples)
        yield f"| {name} | {examples} |"
    yield "\n## Collectives\n\n| id | name | read as |\n|---|---|---|"
    for group in knowledge.groups:
        yield f"| group/{group.id} | {group.name} | {'; '.join(group.examples)} |"
    yield "\n## Single bodies known by the form of their name\n\n| level | read as |\n|---|---|"
    for kind in knowledge.named_bodies:
        yield f"| {kind.level} | {'; '.join(kind.examples)} |"
    yield "\n## Agencies\n\n| scope | name | other spellings | from | until | successor |"
    yield "|---|---|---|---|---|---|"
    for agency in knowledge.agencies:
        period = f"{agency.valid_from or ''} | {agency.valid_to or ''}"
        names = f"{agency.name} | {'; '.join(agency.aliases)}"
        yield f"| {agency.scope} | {names} | {period} | {agency.successor or ''} |"
    yield "\n## Bounds\n\n| wording | stands | means |\n|---|---|---|"
    for bound in knowledge.comparators:
        yield f"| {bound.wording} | {bound.side} the number | `{bound.comparator}` |"
    yield "\n## Document types\n\n| type | abbreviation |\n|---|---|"
    for document_type in knowledge.document_types:
        yield f"| {document_type.name} | {document_type.abbreviation} |"
    yield "\n## Provinces\n\n| code | name | until | part of since 1 July 2025 |\n|---|---|---|---|"
    for province in knowledge.provinces:
        until = province.valid_to or ""
        yield f"| {province.code} | {province.name} | {until} | {province.successor_code} |"


if __name__ == "__main__":
    sys.exit(main())
