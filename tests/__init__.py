"""The tests. What they import stays for good: the garbage collector need not look at it meanwhile,
nor ever after (see `pytest_collection_finish` of their conftest)."""

import gc

gc.disable()
