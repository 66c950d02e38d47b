"""Pages of pdfplumber, with each letter where the standard puts it."""

from itertools import dropwhile, takewhile
from typing import Any

from pdfminer.layout import LTPage
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException


class DrawnPage(Page):
    """A page of pdfplumber, drawn on a `Device`."""

    @property
    def layout(self) -> LTPage:
        """What pdfminer finds drawn, once."""
        if not hasattr(self, "_layout"):
            device = Device(self.pdf.rsrcmgr, pageno=self.page_number, laparams=self.pdf.laparams)
            try:
                PDFPageInterpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            except Exception as error:  # as pdfplumber does: pdfminer fails in many ways
                raise PdfminerException(error) from error
            self._layout = device.get_result()
        return self._layout


class Device(PDFPageAggregatorWithMarkedContent):
    """pdfminer's device, for which character spacing follows every letter (ISO 32000-1, 9.3.2).

    pdfminer leaves it out behind the last letter of a string, and puts it before the first one
    where the string begins with a number. Strings that follow each other on a line run over each
    other so, until letters change their places.
    """

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Draw a string, and leave the pen where the next one begins."""
        scaling = textstate.scaling * 0.01
        first = sum(takewhile(_is_number, seq))
        _move(textstate, -first * 0.001 * textstate.fontsize * scaling)
        rest = list(dropwhile(_is_number, seq))
        super().render_string(textstate, rest, ncs, graphicstate)
        if any(isinstance(each, bytes) and each for each in rest):
            _move(textstate, textstate.charspace * scaling)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _move(textstate: Any, by: float) -> None:
    """Move the pen along the line."""
    x, y = textstate.linematrix
    textstate.linematrix = (x, y + by) if textstate.font.is_vertical() else (x + by, y)
