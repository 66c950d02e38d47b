"""What is drawn on a PDF page → the ruled lines it makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from planparse.schema.layout import Box

# Part of a rectangle's shorter side below which it is a line that somebody filled: 3 points,
# thicker than any rule of an official table (Decree 30/2020 asks for none above 1 point).
MAX_RULE_THICKNESS = 3.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A shape as it is drawn: `points` are its corners, which of a rectangle are known."""

    kind: Literal["line", "rect", "curve"]
    box: Box
    points: Sequence[tuple[float, float]]
    is_stroked: bool
    is_white: bool
    is_filled: bool = False


def is_bulky(stroke: Stroke) -> bool:
    """Whether a shape is no line, whichever way it runs."""
    return min(stroke.box.width, stroke.box.height) > MAX_RULE_THICKNESS


def rules_of(stroke: Stroke) -> list[Box]:
    """The ruled lines a shape makes: itself when thin, its edges when stroked.

    What is painted in white cannot be seen.
    """
    box = stroke.box
    if stroke.is_white:
        return []
    if stroke.kind == "line" or min(box.width, box.height) <= MAX_RULE_THICKNESS:
        return [box] if _is_straight(stroke) else []
    if stroke.kind == "rect" and stroke.is_stroked:
        return [*box.edges]
    return []


def _is_straight(stroke: Stroke) -> bool:
    """Whether the shape runs along an axis: slanted lines and glyph outlines make no table."""
    if stroke.kind == "rect":
        return True
    xs, ys = zip(*stroke.points, strict=True)
    return len(xs) <= 5 and min(max(xs) - min(xs), max(ys) - min(ys)) <= 1
