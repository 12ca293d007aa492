"""Where money and quantities are rounded, the same in the plan and in the workbook that a bank recalculates.

Postings are rounded half up to the cent, units to a millionth, prices of a year to a ten-thousandth. A number is
first brought to nine decimals, so that a third times three is the tie that it is, whatever the division left over.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

CONTEXT = Context(prec=34, rounding=ROUND_HALF_UP)
"""All of a plan is computed in it; 34 digits hold a million millions to beyond any rounding here."""

ZERO = Decimal("0.00")
CENT = Decimal("0.01")
MILLIONTH = Decimal("0.000001")
_TEN_THOUSANDTH = Decimal("0.0001")
_GUARD = Decimal("0.000000001")
HUNDRED = Decimal(100)
TWELVE = Decimal(12)


def cents(amount: Decimal) -> Decimal:
    """*amount* to the cent, half up.

    >>> cents(Decimal(1) / 3 * Decimal("0.015"))
    Decimal('0.01')
    """
    return amount.quantize(_GUARD, ROUND_HALF_UP).quantize(CENT, ROUND_HALF_UP)


def units(quantity: Decimal) -> Decimal:
    """*quantity* to a millionth of its unit."""
    return quantity.quantize(_GUARD, ROUND_HALF_UP).quantize(MILLIONTH, ROUND_HALF_UP)


def yearly(amount: Decimal) -> Decimal:
    """A price, pay or cost of one year to a ten-thousandth."""
    return amount.quantize(_GUARD, ROUND_HALF_UP).quantize(_TEN_THOUSANDTH, ROUND_HALF_UP)
