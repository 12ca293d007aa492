"""Numbers as people type them, and as fields show them again."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from twiza.ui import formats

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬−", "01234567890123456789.\u202f-")
_SPACES = re.compile("[\\s\u00a0\u202f\u2009'’\u2066-\u2069\u200e\u200f]")
LONGEST = 40


def read(text: str) -> Decimal | None:
    """The number that *text* says, or nothing where it says none. Any digits, any grouping.

    A comma is the decimal sign where the reader's language writes it so; of two different signs the last one is.

    >>> [str(read(text)) for text in ("1 500", "١٥٠٠٫٥", "1.500,25", "2,5", "about 3")]
    ['1500', '1500.5', '1500.25', '2.5', 'None']
    """
    bare = _SPACES.sub("", text[:LONGEST].translate(_DIGITS))
    if "," in bare and "." in bare:
        last = max(bare.rfind(","), bare.rfind("."))
        bare = re.sub("[.,]", "", bare[:last]) + "." + bare[last + 1 :]
    elif bare.count(",") > 1 or bare.count(".") > 1:
        bare = bare.replace(",", "").replace(".", "")
    elif "," in bare:
        groups = formats.locale().decimal != "," and re.fullmatch(r"-?\d{1,3},\d{3}", bare)
        bare = bare.replace(",", "" if groups else ".")
    try:
        found = Decimal(bare) if re.fullmatch(r"[-+]?\d*\.?\d+|[-+]?\d+\.", bare) else None
    except InvalidOperation:
        return None
    return found


def show(value: object) -> str:
    """A stored number for a field: the reader's decimal sign, no grouping, no needless zeros."""
    exact = formats.finite(value)
    if exact is None:
        return ""
    text = f"{exact:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", formats.locale().decimal)
