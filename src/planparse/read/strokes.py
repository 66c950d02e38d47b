"""What is drawn on a PDF page → the ruled lines it makes."""

from typing import Any

from planparse.read.frames import box_of
from planparse.schema.layout import Box

# Part of a rectangle's shorter side below which it is a line that somebody filled: 3 points,
# thicker than any rule of an official table (Decree 30/2020 asks for none above 1 point).
MAX_RULE_THICKNESS = 3.0


def rules_of(item: dict[str, Any]) -> list[Box]:
    """The ruled lines a drawn object makes: itself when thin, its edges when stroked."""
    box = box_of(item)
    if _is_white(item):
        return []
    if item["object_type"] == "line" or min(box.width, box.height) <= MAX_RULE_THICKNESS:
        return [box] if _is_straight(item) else []
    if item["object_type"] == "rect" and item["stroke"]:
        x0, top, x1, bottom = box
        return [
            Box(x0, top, x1, top),
            Box(x0, bottom, x1, bottom),
            Box(x0, top, x0, bottom),
            Box(x1, top, x1, bottom),
        ]
    return []


def _is_straight(item: dict[str, Any]) -> bool:
    """Whether the object runs along an axis: slanted lines and glyph outlines make no table."""
    if item["object_type"] == "rect":
        return True
    xs, ys = zip(*item["pts"], strict=True)
    return len(item["pts"]) <= 5 and min(max(xs) - min(xs), max(ys) - min(ys)) <= 1


def _is_white(item: dict[str, Any]) -> bool:
    """Whether the object is painted in white only, and so cannot be seen."""
    colors = [item["stroking_color"]] if item["stroke"] else []
    colors += [item["non_stroking_color"]] if item["fill"] else []
    return bool(colors) and all(_is_white_color(color) for color in colors)


def _is_white_color(color: object) -> bool:
    values = color if isinstance(color, tuple | list) else (color,)
    numbers = [v for v in values if isinstance(v, int | float)]
    if not numbers or len(numbers) != len(values):
        return False
    return all(v == 0 for v in numbers) if len(numbers) == 4 else all(v >= 0.99 for v in numbers)
