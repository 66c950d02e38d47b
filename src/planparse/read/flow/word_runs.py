"""The runs of a Word paragraph: its text as it is shown, tracked changes accepted."""

from collections.abc import Iterator, Sequence
from typing import Any

from planparse.knowledge import load
from planparse.read.flow.blocks import Run
from planparse.read.flow.word_styles import Styles, W, at, is_on

# Where a paragraph asks for a new page.
NEW_PAGE = Run("\f")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What is not in the text: deletions, the old place of what was moved, the same thing once more
# for older programs; text boxes are read apart.
_LEFT_OUT = {
    f"{W}del", f"{W}moveFrom", f"{_COMPATIBILITY}Fallback", f"{W}drawing", f"{W}pict",
    f"{W}object", f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText",
}  # fmt: skip
_PLAIN = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}


class Runs:
    """Reads paragraphs one after the other; `marks` are the marks of the notes met so far."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.marks: dict[tuple[str, str | None], str] = {}

    def of(self, paragraph: Any) -> Iterator[Run]:
        """The runs of a paragraph; of a field its result, not its instruction."""
        depth: list[bool] = []  # for each open field, whether its result has begun
        for run in _runs_of(paragraph):
            if run.tag == f"{_MATH}t":
                yield Run(run.text or "")
                continue
            look = self._look_of(run, paragraph)
            for part in run:
                if part.tag == f"{W}fldChar":
                    _follow(depth, part.get(W + "fldCharType"))
                elif look is not None and all(depth):
                    is_upper = _said(list(self._styles.of_run(run, paragraph)), "w:caps")
                    yield from self._part(part, look, is_upper)

    def look(self, runs: Sequence[Run], paragraph: Any) -> Run:
        """The look of the number before a paragraph: that of its text, else of its mark."""
        first = next((run for run in runs if run.text.strip()), None)
        return first or self._look_of(at(paragraph, "w:pPr"), paragraph) or Run("")

    def symbol(self, text: str, look: Run) -> Run:
        """Text in which letters of symbol fonts are the signs they show."""
        signs = load().symbol_signs
        shown = "".join(signs.get(c, c) for c in text)
        return Run(shown, look.bold, look.italic, look.font)

    def text_boxes(self, paragraph: Any) -> Iterator[Any]:
        """The contents of the text boxes anchored in a paragraph, each once."""
        for box in paragraph.iter(f"{W}txbxContent"):
            above = {each.tag for each in box.iterancestors()}
            if f"{_COMPATIBILITY}Fallback" not in above:
                yield box

    def _look_of(self, run: Any, paragraph: Any) -> Run | None:
        """An empty run with the look of `run`; None when it is hidden."""
        places = list(self._styles.of_run(run, paragraph))
        if _said(places, "w:vanish"):
            return None
        fonts = (at(place, "w:rFonts") for place in places)
        font = next((f.get(W + "ascii") for f in fonts if f is not None and f.get(W + "ascii")), "")
        return Run("", _said(places, "w:b"), _said(places, "w:i"), font)

    def _part(self, part: Any, look: Run, is_upper: bool) -> Iterator[Run]:
        """What one element of a run shows."""
        if part.tag == f"{W}t":
            text = part.text or ""
            yield self.symbol(text.upper() if is_upper else text, look)
        elif part.tag in _PLAIN:
            yield Run(_PLAIN[part.tag])
        elif part.tag == f"{W}br":
            yield NEW_PAGE if part.get(W + "type") == "page" else Run("\n")
        elif part.tag == f"{W}sym":
            yield self.symbol(chr(int(part.get(W + "char", "20"), 16)), look)
        elif part.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            yield Run(self._mark(part), is_mark=True)

    def _mark(self, reference: Any) -> str:
        """The number of a note: notes are counted in the order they are referred to."""
        kind = "footnote" if reference.tag == f"{W}footnoteReference" else "endnote"
        key = (kind, reference.get(W + "id"))
        return self.marks.setdefault(key, str(len(self.marks) + 1))


def _runs_of(element: Any) -> Iterator[Any]:
    """The runs below an element, through links, insertions and the like, and text of formulas."""
    for child in element:
        if child.tag in (f"{W}r", f"{_MATH}t"):
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _runs_of(child)


def _follow(depth: list[bool], kind: str | None) -> None:
    if kind == "begin":
        depth.append(False)
    elif kind == "separate" and depth:
        depth[-1] = True
    elif kind == "end" and depth:
        depth.pop()


def _said(places: Sequence[Any], name: str) -> bool:
    said = (is_on(place, name) for place in places)
    return next((each for each in said if each is not None), False)
