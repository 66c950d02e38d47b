"""What workers are copies of: everything loaded once, by the server that they are copied from."""

import gc

from planparse import process

process.set_up()  # before all that is loaded: a tenth of the time to load it is looking for cycles

import planparse.pipeline  # noqa: E402
import planparse.read.pdf  # noqa: E402
import planparse.write.render  # noqa: E402, F401
from planparse.knowledge import load  # noqa: E402

load()
gc.freeze()  # a search for cycles in a worker would copy every page of memory that it shares
