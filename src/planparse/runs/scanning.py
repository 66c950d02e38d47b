"""What files hold, page by page, and what `extract` would do with them; nothing is written."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from planparse.errors import ExitCode, PlanparseError, to_defect
from planparse.locations import name_of
from planparse.read.layouts import look_at
from planparse.read.ocr.tesseract import is_installed
from planparse.read.options import ReadOptions
from planparse.schema.layout import Page, PageKind


@dataclass(frozen=True)
class PageRun:
    """Pages in a row of one kind; `quality` is the lowest of theirs, None where none is known."""

    first: int
    last: int
    kind: PageKind
    quality: float | None


@dataclass(frozen=True)
class Look:
    """One file: its pages, and what `extract` would do with it."""

    path: Path
    runs: tuple[PageRun, ...]
    verdict: str
    exit_code: ExitCode = ExitCode.OK


def scan(path: Path, reading: ReadOptions) -> Look:
    """Look at one file; an error that stops the reading becomes the verdict."""
    try:
        pages = look_at(path, None, reading).pages
    except PlanparseError as error:
        return Look(path, (), str(error), error.exit_code)
    except Exception as error:  # a defect of ours in one file must not stop the others
        logging.getLogger(__name__).debug("%s", path, exc_info=True)
        said = to_defect(name_of(path), error)
        return Look(path, (), str(said), said.exit_code)
    return Look(path, tuple(_to_runs(pages)), _verdict(pages))


def _to_runs(pages: Sequence[Page]) -> Iterator[PageRun]:
    for kind, group in groupby(pages, lambda page: page.kind):
        run = list(group)
        known = [page.quality for page in run if page.quality is not None]
        yield PageRun(run[0].number, run[-1].number, kind, min(known, default=None))


def _verdict(pages: Sequence[Page]) -> str:
    unread = sum(page.kind.needs_ocr for page in pages)
    with_text = sum(bool(page.words) and not page.kind.needs_ocr for page in pages)
    if not unread:
        return "extract reads it." if with_text else "extract cannot read it: it is blank."
    if is_installed():
        return f"extract reads it, {unread} of {len(pages)} pages by OCR."
    if with_text:
        return f"extract reads {with_text} pages; {unread} need OCR (see planparse doctor)."
    return "extract cannot read it: every page needs OCR (see planparse doctor)."


def to_object(look: Look) -> dict[str, object]:
    """One file as plain data: its path, the runs of its pages, the verdict and the exit code."""
    runs = [asdict(run) | {"kind": str(run.kind)} for run in look.runs]
    code = int(look.exit_code)
    return {"file": str(look.path), "pages": runs, "verdict": look.verdict, "exit_code": code}
