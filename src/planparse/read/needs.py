"""Which pages must be read from their picture."""

import unicodedata
from typing import Literal

from planparse.schema.layout import Page

# Of the letters of Vietnamese text a quarter to a third carry marks or are đ; the text layers of
# scanners that know only English have next to none.
FEWEST_MARKED = 0.05
# Letters below which the share says nothing.
ENOUGH = 100


def needs_ocr(page: Page, ocr: Literal["auto", "always", "never"]) -> bool:
    """Whether a page is read from its picture: it has one, and no text or none of use."""
    if ocr != "auto":
        return ocr == "always"
    return page.has_pictures and (not page.words or has_useless_text(page))


def has_useless_text(page: Page) -> bool:
    """Whether the text of a page was made by a scanner that knows no Vietnamese."""
    letters = [c for word in page.words for c in word.text if c.isalpha()]
    marked = sum(c in "đĐ" or len(unicodedata.normalize("NFD", c)) > 1 for c in letters)
    return len(letters) >= ENOUGH and marked < FEWEST_MARKED * len(letters)
