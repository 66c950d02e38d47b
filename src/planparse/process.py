"""How a process of planparse is set up: the command itself, and the workers it starts."""

import atexit
import gc
import os


def set_up() -> None:
    """Make the interpreter fit for many small objects that stay, and for one thread."""
    # numpy starts threads for linear algebra, which nothing here needs, as soon as it is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # pydantic looks for plug-ins in every installed package; none is wanted.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Arrow's own allocator keeps eight megabytes for a few kilobytes of tables.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    # A document is some hundred thousand objects that stay. They hold no cycles, and looking for
    # some after every 700 new objects takes a tenth of the time.
    gc.set_threshold(500_000, 20, 20)
    # A last search as the interpreter ends would find nothing either.
    atexit.register(gc.freeze)
