"""PDFs with their rules taken out of the content streams: the upright ones, or all."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pikepdf

Gone = Literal["upright", "all"]
# Points: what is thinner is a rule, not a box.
THIN = 3.0
CONSTRUCT = {"m", "l", "c", "v", "y", "h", "re"}
PAINT = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}


def without_rules(path: Path, gone: Gone) -> bytes:
    """The PDF without its upright rules, or without any; underlines go with the rules."""
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            kept = list(_keep(pikepdf.parse_content_stream(page), gone))
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _keep(instructions: Any, gone: Gone) -> Iterator[Any]:
    path: list[Any] = []
    for each in instructions:
        operator = str(each.operator)
        if operator in CONSTRUCT:
            path.append(each)
        elif operator in PAINT:
            rest = [part for part in _subpaths(path) if not _is_rule(part, gone)]
            yield from (step for part in rest for step in part)
            if rest:
                yield each
            path = []
        else:
            yield from path
            path = []
            yield each


def _subpaths(path: list[Any]) -> list[list[Any]]:
    parts: list[list[Any]] = []
    for step in path:
        if str(step.operator) in {"m", "re"} or not parts:
            parts.append([])
        parts[-1].append(step)
    return parts


def _is_rule(part: list[Any], gone: Gone) -> bool:
    """Whether a path is thin, and upright where only such go."""
    points: list[tuple[float, float]] = []
    for step in part:
        numbers = [float(number) for number in step.operands]
        if str(step.operator) == "re":
            x, y, width, height = numbers
            points += [(x, y), (x + width, y + height)]
        elif numbers:
            points.append((numbers[-2], numbers[-1]))
    xs, ys = zip(*points, strict=True)
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    return min(width, height) <= THIN and (gone == "all" or height >= width)
