"""planparse turns Vietnamese public plans into records one can trust."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

# The package is loaded first, so that the function below takes its name.
import planparse.extract  # noqa: F401

if TYPE_CHECKING:
    from planparse.read.options import OnPage, ReadOptions
    from planparse.schema.records import PlanDocument
    from planparse.write.frames import Frames

    __version__: str

__all__ = ["ReadOptions", "__version__", "extract", "extract_all", "load"]


def extract(
    path: str | Path,
    on_page: "OnPage | None" = None,
    knowledge_folder: str | Path | None = None,
    reading: "ReadOptions | None" = None,
) -> "PlanDocument":
    """Turn one published document into records; `on_page(done, total)` follows the reading.

    Tables in `knowledge_folder` add to what planparse knows; `reading` says how the file is
    opened: with which password, with OCR or without. Raises LocationError for a URL that nothing
    opens, UnreadableError, EncryptedError, NoTextError, NotAPlanError or KnowledgeError.
    """
    from planparse import pipeline
    from planparse.locations import to_path
    from planparse.read.options import AS_IT_COMES

    return pipeline.extract(to_path(path), on_page, knowledge_folder, reading or AS_IT_COMES)


def extract_all(
    path: str | Path,
    on_page: "OnPage | None" = None,
    knowledge_folder: str | Path | None = None,
    reading: "ReadOptions | None" = None,
) -> "list[PlanDocument]":
    """Turn a file into the records of each document in it: an issue of the gazette holds several.
    Otherwise like `extract`, which takes the whole file as one document.
    """
    from planparse import pipeline
    from planparse.locations import to_path
    from planparse.read.options import AS_IT_COMES

    return pipeline.extract_all(to_path(path), on_page, knowledge_folder, reading or AS_IT_COMES)


def load(out: str | Path = "data/out") -> "Frames":
    """Read every plan of an output folder; raises UnreadableError where there is none."""
    from planparse.write.frames import load as load_frames

    return load_frames(out)


def __getattr__(name: str) -> Any:
    if name == "ReadOptions":  # loaded where it is asked for
        from planparse.read.options import ReadOptions

        return ReadOptions
    if name == "__version__":
        from importlib.metadata import version

        return version("planparse")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """What a notebook completes: what is for use, loaded or not."""
    return sorted(__all__)
