"""How good the data behind a score are: A, B or C."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Grade = Literal["A", "B", "C"]

ENOUGH_COUNTED = 30


def criterion_grade(collection: str, count: float, year: int, latest_year: int) -> Grade:
    """Grade of one figure.

    C: asked of a sample or modelled (shrunk), or a count of fewer than 30. B: counted, but in an
    earlier census. A: counted in the latest one. *count* is what stands under the figure (people,
    households, businesses), ``nan`` where there is nothing to count, as for an altitude.

    >>> criterion_grade("count", 412, 2024, 2024), criterion_grade("count", 412, 2014, 2024)
    ('A', 'B')
    """
    if collection in ("sample", "modelled") or count < ENOUGH_COUNTED:
        return "C"
    return "B" if year < latest_year else "A"


def data_grade(collections: Sequence[str], counts: Sequence[float], years: Sequence[int], latest_year: int) -> Grade:
    """Grade of a score: that of the weakest figure it rests on, for the chain holds no better.

    The three sequences run over the known criteria used. Raises ``ValueError`` where there is none.

    >>> data_grade(["count", "sample"], [412, 90], [2024, 2024], 2024)
    'C'
    """
    grades = [criterion_grade(*one, latest_year) for one in zip(collections, counts, years, strict=True)]
    if not grades:
        raise ValueError("a score that rests on no figure has no grade")
    return max(grades)
