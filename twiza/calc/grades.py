"""How good the data behind a score are: A, B or C."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from twiza.calc.statistics import Booleans, Floats

Collection = Literal["count", "sample", "derived", "modelled"]
Ranks = NDArray[np.int8]

ENOUGH_COUNTED = 30
LETTERS = np.array(["", "A", "B", "C"])
"""A grade by its rank: 0 where there is no figure, then from the best to the weakest."""


def figure_grades(
    collection: Collection,
    values: Floats,
    counts: Floats,
    everyone_asked: Booleans,
    *,
    year: int,
    latest_year: int,
) -> Ranks:
    """Ranks in ``LETTERS`` ``[n]`` of one indicator's figure in each place; 0 where *values* is ``nan``.

    C: asked of a sample or modelled (shrunk), or a count of fewer than 30. B: counted, but in an
    earlier census. A: counted in the latest one. *counts* is what stands under the figure (people,
    households, businesses), ``nan`` where there is nothing to count, as for an altitude. Where
    *everyone_asked* the sample was a count, for the place is small.

    >>> one, both = np.array([1.0]), np.array([False])
    >>> figure_grades("count", one, np.array([412.0]), both, year=2014, latest_year=2024).tolist()
    [2]
    """
    counted = 2 if year < latest_year else 1
    estimated = (collection == "modelled") | ((collection == "sample") & ~everyone_asked)
    grades = np.where(estimated | (counts < ENOUGH_COUNTED), 3, counted)
    return np.where(np.isnan(values), 0, grades).astype(np.int8)


def weakest(grades: Ranks) -> NDArray[np.str_]:
    """Letter ``[n]`` of scores that rest on the figures ``[n, k]``: that of the weakest, for a chain holds no better.

    Empty where a score rests on no figure.

    >>> weakest(np.array([[1, 3], [1, 0]], dtype=np.int8)).tolist()
    ['C', 'A']
    """
    letters: NDArray[np.str_] = LETTERS[grades.max(axis=1, initial=0)]
    return letters
