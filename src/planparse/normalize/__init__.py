"""Draft → records: verbatim text becomes typed values. Nothing here looks at a page."""

from planparse.normalize.records import build_document, with_issues
from planparse.normalize.sources import find_differences

__all__ = ["build_document", "find_differences", "with_issues"]
