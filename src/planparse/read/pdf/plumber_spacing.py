"""pdfminer's pages with the space behind every letter that their files ask for."""

from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException


class _Spaced(PDFPageAggregatorWithMarkedContent):
    """Character spacing (Tc) stands behind each letter of a string; pdfminer leaves it out behind
    the last one, so that what a line shows letter by letter runs together, and parts where the
    line takes up its place again ("1 79,7" for "179,7")."""

    def render_string_horizontal(self, seq: Any, matrix: Any, pos: Any, *state: Any) -> Any:
        """Show a string, of which `state` says font, size, scale and spacing; the place behind."""
        x, y = super().render_string_horizontal(seq, matrix, pos, *state)
        first = next((part for part in seq if part != b""), None)
        return (x + state[3], y) if isinstance(first, bytes) else (x, y)


def lay_out(page: Any) -> None:
    """Have a page of pdfplumber laid out so, before it lays itself out."""
    device = _Spaced(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    try:
        PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    except Exception as error:  # as pdfplumber does: damaged files raise what they like
        raise PdfminerException(error) from error
    vars(page)["_layout"] = device.get_result()
