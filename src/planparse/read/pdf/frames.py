"""Which part of a PDF page is shown, and which way up it is read."""

from collections import Counter
from typing import Any

from planparse.schema.layout import Box

# The quarter of text that runs upside down.
UPSIDE_DOWN = 2


def visible_part(page: Any) -> Box:
    """What is shown of a page: the part that its crop box leaves; what stands outside is not on
    the page, though the file holds it. A crop box that leaves nothing does not count."""
    whole = Box(*map(float, page.mediabox))
    shown = _clip(Box(*map(float, page.cropbox)), whole)
    return shown if shown.width > 0 and shown.height > 0 else whole


def holds(frame: Box, box: Box) -> bool:
    """Whether the middle of a box is inside the frame."""
    x, y = box.middle
    return frame.x0 <= x <= frame.x1 and frame.top <= y <= frame.bottom


def exchange_sides(box: Box, frame: Box) -> Box:
    """A box where it stands in a mirror, left and right of the frame exchanged."""
    both = frame.x0 + frame.x1
    return box._replace(x0=both - box.x1, x1=both - box.x0)


def _clip(box: Box, frame: Box) -> Box:
    """The part of a box inside the frame."""
    return Box(
        max(box.x0, frame.x0),
        max(box.top, frame.top),
        min(box.x1, frame.x1),
        min(box.bottom, frame.bottom),
    )


class Turn:
    """A page whose text runs up, down or upside down is read as if it had been turned upright.

    `quarter` is 1 where text runs upwards, -1 down, 2 upside down. Places count from the top left
    corner of what is shown.
    """

    def __init__(self, quarter: int, frame: Box) -> None:
        self.quarter, self._frame = quarter, frame
        width, height = frame.width, frame.height
        self.size = (height, width) if quarter in (1, -1) else (width, height)

    def box(self, box: Box) -> Box:
        """A box of the page as drawn, on the page as read."""
        left, above = self._frame.x0, self._frame.top
        x0, top = box.x0 - left, box.top - above
        x1, bottom = box.x1 - left, box.bottom - above
        width, height = self._frame.width, self._frame.height
        if self.quarter == 1:
            return Box(height - bottom, x0, height - top, x1)
        if self.quarter == -1:
            return Box(top, width - x1, bottom, width - x0)
        if self.quarter == UPSIDE_DOWN:
            return Box(width - x1, height - bottom, width - x0, height - top)
        return Box(x0, top, x1, bottom)


def turn_of(chars: list[dict[str, Any]], frame: Box) -> Turn:
    """Which turn makes most characters upright."""
    counts = Counter(direction(*char["matrix"][:2]) for char in chars)
    usual, count = counts.most_common(1)[0] if counts else (0, 0)
    return Turn(usual if 2 * count > len(chars) else 0, frame)


def direction(a: float, b: float) -> int:
    """Where text runs by the first column of its matrix: 1 up, -1 down, 2 back, 0 forth."""
    if abs(b) > abs(a):
        return 1 if b > 0 else -1
    return UPSIDE_DOWN if a < 0 else 0
