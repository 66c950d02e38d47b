"""planparse turns Vietnamese public plans into records one can trust."""

from importlib.metadata import version

from planparse.pipeline import extract
from planparse.write.frames import load

__all__ = ["__version__", "extract", "load"]
__version__ = version("planparse")
