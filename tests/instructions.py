"""What is counted under callgrind, in a process of its own (`test_instructions` starts it).

    python tests/instructions.py FOLDER

A mark, a call of a function of the C library that nothing else calls, stands before and after each
piece of work: callgrind writes down there how many instructions there were since the last one.
"""

import gc
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from planparse.extract.contents import read_contents
from planparse.extract.document import extract_draft
from planparse.extract.dumps import set_again
from planparse.knowledge import load
from planparse.normalize import build_document
from planparse.read.layouts import read_layout
from planparse.schema.layout import Layout
from planparse.write.render import render_json

MARK = "ctermid"
# Work of these sizes; the largest is done once before, as much is computed once for all, and what
# a text says once for all rows that say it.
SIZES = (2, 0, 1, 2)
_Done = TypeVar("_Done")
_mark = os.ctermid


def main() -> None:
    """Do the work of each size in each file of the folder."""
    knowledge, folder = load(), Path(sys.argv[1])
    gc.disable()  # when it looks for cycles depends on what there was before
    for size in SIZES:
        layout = counted(read_layout, folder / f"page-{size}.pdf")
        counted(read_contents, layout.pages, knowledge)
        counted(yardstick, layout)
        pages = read_layout(folder / f"pages-{size}.pdf")
        draft = counted(extract_draft, pages, knowledge)
        document = counted(build_document, draft, knowledge)
        counted(render_json, document)
        counted(yardstick, pages)
        dump = read_layout(folder / f"dump-{size}.txt")
        counted(set_again, dump, knowledge)
        counted(yardstick, dump)
    _mark()


# What each call of `counted` counts, in turn.
WORK = ("read", "grids", "page", "draft", "records", "json", "pages", "dump", "text")


def counted(work: Callable[..., _Done], *arguments: object) -> _Done:
    """What some work gives, between two marks."""
    _mark()
    done = work(*arguments)
    _mark()
    return done


def yardstick(layout: Layout) -> None:
    """Words written as JSON by the writer of the standard library that is in Python, as `indent`
    asks for: what interpreter and machine take for work that never changes."""
    json.dumps([word._asdict() for word in layout.words], indent=1)


if __name__ == "__main__":
    main()
