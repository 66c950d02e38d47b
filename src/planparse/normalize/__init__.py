"""Draft → records: verbatim text becomes typed values. Nothing here looks at a page."""

from planparse.normalize.records import build_document

__all__ = ["build_document"]
