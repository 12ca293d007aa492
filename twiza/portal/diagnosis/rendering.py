"""From gathered data to the PDF of a diagnosis."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from twiza.papers import typesetting

TEMPLATE = Path(__file__).parent / "paper" / "diagnosis.typ"
MOST = 4
"""Pages."""
SIZES = ("1", "0.95", "0.9")
"""Of all text, tried in turn until the paper fits."""


def pdf(data: Mapping[str, Any], day: datetime.date) -> bytes:
    """The paper of *data* (see ``gathering``), dated *day*, on at most ``MOST`` pages.

    Where a place has so much to tell that it would not fit, it is set a little smaller.
    Raises PaperError if typst refuses it.
    """
    return typesetting.pdf_within(TEMPLATE, data, day=day, most=MOST, sizes=SIZES)
