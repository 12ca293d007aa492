"""Money that comes from outside the work: members' shares, grants, loans of three kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from twiza.calc.planning.inputs import Grant, Loan, ShareCall
from twiza.calc.planning.rounding import ZERO, cents

_MONTHLY = Decimal(1200)


@dataclass(frozen=True)
class Given:
    """One grant; lists by month."""

    grant: Grant
    received: list[Decimal]
    earned: list[Decimal]
    """Taken into income."""
    deferred: list[Decimal]
    """Received and not yet earned, at the month's end."""


@dataclass(frozen=True)
class Lent:
    """One loan; lists by month."""

    loan: Loan
    received: list[Decimal]
    fee: list[Decimal]
    interest: list[Decimal]
    """Interest, or the part of murabaha's mark-up that falls due."""
    principal: list[Decimal]
    balance: list[Decimal]


def called(shares: Sequence[ShareCall], months: int) -> list[Decimal]:
    """Money that members pay for shares in each month."""
    paid = [ZERO] * months
    for call in shares:
        paid[call.month - 1] += cents(call.amount)
    return paid


def give(grant: Grant, months: int) -> Given:
    """A grant comes in its month; for equipment it is earned in equal parts over its life, from that month."""
    amount, life = cents(grant.amount.value), grant.life_months
    received, earned, deferred = [], [], []
    left = ZERO
    for m in range(1, months + 1):
        age = m - grant.month + 1
        received.append(amount if age == 1 else ZERO)
        still = ZERO if age < 1 or age >= life else amount - cents(amount * age / life)
        earned.append(left + received[-1] - still)
        deferred.append(still)
        left = still
    return Given(grant, received, earned, deferred)


def instalment(amount: Decimal, rate: Decimal, parts: int) -> Decimal:
    """The equal monthly payment that repays *amount* at *rate* % a year in *parts*, to the cent.

    amount · i / (1 − (1 + i)^−parts) with i = rate / 1200.

    >>> instalment(Decimal(10000), Decimal(12), 12)
    Decimal('888.49')
    """
    if not rate:
        return cents(amount / parts)
    i = rate / _MONTHLY
    return cents(amount * i / (1 - (1 + i) ** -parts))


def lend(loan: Loan, months: int) -> Lent:
    """The ledger of *loan*: received in its month, first payment the month after, last one after its term.

    What rounding leaves is in the last payment. During grace only interest is paid; of an interest-free loan and of
    murabaha nothing is. Murabaha's mark-up falls due in equal parts with the price.
    """
    amount, parts = cents(loan.amount), loan.term - loan.grace
    rate = loan.rate if loan.kind == "interest" else ZERO
    equal = instalment(amount, rate, parts) if loan.repayment == "equal_instalments" and rate else None
    capital = cents(amount / parts)
    mark_up = cents(amount * loan.rate * loan.term / _MONTHLY) if loan.kind == "murabaha" else ZERO
    mark_up_part, mark_up_paid = cents(mark_up / parts), ZERO
    received, fee, interest, principal, balance = [], [], [], [], []
    owed = ZERO
    for m in range(1, months + 1):
        k = m - loan.month
        received.append(amount if k == 0 else ZERO)
        fee.append(cents(loan.fee) if k == 0 else ZERO)
        due, back = ZERO, ZERO
        if 1 <= k <= loan.term:
            due = cents(owed * rate / _MONTHLY)
            if k > loan.grace:
                back = owed if k == loan.term else min(owed, capital if equal is None else equal - due)
                if mark_up:
                    due = mark_up - mark_up_paid if k == loan.term else min(mark_up_part, mark_up - mark_up_paid)
                    mark_up_paid += due
        interest.append(due)
        principal.append(back)
        owed = owed + received[-1] - back
        balance.append(owed)
    return Lent(loan, received, fee, interest, principal, balance)
