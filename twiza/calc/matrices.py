"""Products of matrices that behave on a busy machine."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", np.float32, np.float64)

_UNTHREADED = 260_000  # multiplications up to which OpenBLAS keeps to one thread


def product(left: NDArray[Number], right: NDArray[Number]) -> NDArray[Number]:
    """``left @ right`` of ``[n, k]`` and ``[k, m]``, in strips each too small to be given to threads.

    These products take a millisecond or less. Threads would gain a little on an idle machine, and
    on one that serves requests they wait for each other and take up to ten times longer.
    """
    found = np.empty((left.shape[0], right.shape[1]), dtype=left.dtype)
    strip = max(1, _UNTHREADED // max(right.size, 1))
    for start in range(0, len(left), strip):
        np.matmul(left[start : start + strip], right, out=found[start : start + strip])
    return found
