"""Income statement, cash flow and balance sheet: sums of what the ledgers hold, nothing rounded again.

Cash comes from payments and the result from what is earned and used; that the balance closes is therefore a check
of the ledgers, not an assumption.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from twiza.calc.planning.inputs import Plan
from twiza.calc.planning.ledgers import Ledgers, total
from twiza.calc.planning.results import BALANCE_LINES, CASH_LINES, INCOME_LINES, Line, Statement
from twiza.calc.planning.rounding import ZERO
from twiza.calc.planning.surplus import Closing, close_years

Columns = dict[str, list[Decimal]]


@dataclass(frozen=True)
class Books:
    """The three statements and the closings of the years that they contain."""

    income: Statement
    cash: Statement
    balance: Statement
    closings: list[Closing]


def keep_books(plan: Plan, ledgers: Ledgers) -> Books:
    """The statements of *plan*."""
    months = plan.months
    income = _earned(plan, ledgers)
    capital = list(
        accumulate(total([ledgers.shares, *(item.brought for item in ledgers.equipment)], months), initial=ZERO)
    )[1:]
    closings = close_years(
        plan.taxes,
        plan.surplus,
        by_year(income["sales"]),
        by_year(income["result_before_tax"]),
        [capital[end] for end in range(11, months, 12)],
    )
    _close(income, closings, months)
    cash = _paid(plan, ledgers, income, closings)
    balance = _owned(ledgers, income, cash, capital, months)
    return Books(
        _statement(INCOME_LINES, income, flow=True),
        _cash_statement(cash),
        _statement(BALANCE_LINES, balance, flow=False),
        closings,
    )


def by_year(months: Sequence[Decimal]) -> list[Decimal]:
    """Sums of twelve months."""
    return [sum(months[start : start + 12], ZERO) for start in range(0, len(months), 12)]


def at_year_end(amounts: Sequence[Decimal], months: int) -> list[Decimal]:
    """One amount a year, in the year's last month."""
    held = [ZERO] * months
    for year, amount in enumerate(amounts):
        held[12 * year + 11] = amount
    return held


def after_year_end(amounts: Sequence[Decimal], delay: int, months: int) -> list[Decimal]:
    """One amount a year, *delay* months after the year's end; what comes after the plan is not there."""
    held = [ZERO] * months
    for year, amount in enumerate(amounts):
        month = 12 * year + 11 + delay
        if month < months:
            held[month] += amount
    return held


def _changes(balances: Sequence[Decimal]) -> list[Decimal]:
    return [now - before for before, now in zip([ZERO, *balances], balances, strict=False)]


def _minus(first: Sequence[Decimal], *others: Sequence[Decimal]) -> list[Decimal]:
    return [amount - sum(rest, ZERO) for amount, *rest in zip(first, *others, strict=True)]


def _of(plan: Plan, ledgers: Ledgers, who: str) -> list[list[Decimal]]:
    return [paid for work, paid in zip(plan.work, ledgers.pay, strict=True) if work.who == who]


def _earned(plan: Plan, ledgers: Ledgers) -> Columns:
    n = plan.months
    c: Columns = {
        "sales": total((item.sales for item in ledgers.sold), n),
        "stock_change": _changes(total(ledgers.goods, n)),
        "grant_income": total((grant.earned for grant in ledgers.grants), n),
        "materials": total((usage.used for usage in ledgers.usages), n),
        "variable_costs": total(ledgers.variable, n),
        "member_pay": total(_of(plan, ledgers, "members"), n),
        "employee_pay": total(_of(plan, ledgers, "employees"), n),
        "charges": total(ledgers.charges, n),
        "fixed_costs": total(ledgers.fixed, n),
        "depreciation": total((item.written_off for item in ledgers.equipment), n),
        "interest": total((loan.interest for loan in ledgers.loans), n),
        "loan_fees": total((loan.fee for loan in ledgers.loans), n),
    }
    c["income"] = total((c["sales"], c["stock_change"], c["grant_income"]), n)
    c["gross_margin"] = _minus(c["income"], c["materials"], c["variable_costs"])
    c["operating_surplus"] = _minus(
        c["gross_margin"], c["member_pay"], c["employee_pay"], c["charges"], c["fixed_costs"]
    )
    c["operating_result"] = _minus(c["operating_surplus"], c["depreciation"])
    c["result_before_tax"] = _minus(c["operating_result"], c["interest"], c["loan_fees"])
    return c


def _close(income: Columns, closings: Sequence[Closing], months: int) -> None:
    for name in ("tax", "loss_absorbed", "legal_reserve", "training_reserve", "patronage", "free_reserve"):
        income[name] = at_year_end([getattr(closing, name) for closing in closings], months)
    income["result"] = _minus(income["result_before_tax"], income["tax"])


def _paid(plan: Plan, ledgers: Ledgers, income: Columns, closings: Sequence[Closing]) -> Columns:
    n = plan.months
    c: Columns = {
        "from_customers": total((item.receipts for item in ledgers.sold), n),
        "to_suppliers": total((usage.paid for usage in ledgers.usages), n),
        **{key: income[key] for key in ("variable_costs", "member_pay", "employee_pay", "charges", "fixed_costs")},
        "tax_paid": after_year_end([closing.tax for closing in closings], plan.taxes.months_after_year, n),
        "investments": total((item.bought for item in ledgers.equipment), n),
        "shares": ledgers.shares,
        "grants": total((grant.received for grant in ledgers.grants), n),
        "loans_received": total((loan.received for loan in ledgers.loans), n),
        "loan_fees": income["loan_fees"],
        "interest_paid": income["interest"],
        "principal_paid": total((loan.principal for loan in ledgers.loans), n),
        "patronage_paid": after_year_end([closing.patronage for closing in closings], plan.surplus.paid_month, n),
    }
    c["operating_cash"] = _minus(c["from_customers"], *(c[key] for key in CASH_LINES[1:8]))
    c["financing_cash"] = _minus(
        total((c["shares"], c["grants"], c["loans_received"]), n),
        *(c[key] for key in ("loan_fees", "interest_paid", "principal_paid", "patronage_paid")),
    )
    c["cash_change"] = _minus(total((c["operating_cash"], c["financing_cash"]), n), c["investments"])
    c["closing_cash"] = list(accumulate(c["cash_change"]))
    c["opening_cash"] = [ZERO, *c["closing_cash"][:-1]]
    return c


def _owned(ledgers: Ledgers, income: Columns, cash: Columns, capital: list[Decimal], months: int) -> Columns:
    def kept(came: Sequence[Decimal], went: Sequence[Decimal]) -> list[Decimal]:
        return list(accumulate(_minus(came, went)))

    loss = [min(ZERO, amount) if (m + 1) % 12 == 0 else ZERO for m, amount in enumerate(_year_to_date(income))]
    bought = total((usage.bought for usage in ledgers.usages), months)
    c: Columns = {
        "fixed_assets": total((item.book_value for item in ledgers.equipment), months),
        "finished_stock": total(ledgers.goods, months),
        "input_stock": total((usage.store for usage in ledgers.usages), months),
        "receivables": kept(income["sales"], cash["from_customers"]),
        "cash": cash["closing_cash"],
        "capital": capital,
        **{key: list(accumulate(income[key])) for key in ("legal_reserve", "training_reserve", "free_reserve")},
        "loss_carried": list(accumulate(total((loss, income["loss_absorbed"]), months))),
        "year_result": [ZERO if (m + 1) % 12 == 0 else amount for m, amount in enumerate(_year_to_date(income))],
        "deferred_grants": total((grant.deferred for grant in ledgers.grants), months),
        "loans": total((loan.balance for loan in ledgers.loans), months),
        "payables": kept(bought, cash["to_suppliers"]),
        "tax_due": kept(income["tax"], cash["tax_paid"]),
        "patronage_due": kept(income["patronage"], cash["patronage_paid"]),
    }
    c["assets"] = total((c[key] for key in BALANCE_LINES[:5]), months)
    c["own_funds"] = total((c[key] for key in BALANCE_LINES[6:12]), months)
    c["funds"] = total((c[key] for key in BALANCE_LINES[12:18]), months)
    return c


def _year_to_date(income: Columns) -> list[Decimal]:
    held, amounts = ZERO, []
    for month, amount in enumerate(income["result"]):
        held = amount if month % 12 == 0 else held + amount
        amounts.append(held)
    return amounts


def flow_line(key: str, months: Sequence[Decimal]) -> Line:
    """A line whose years are sums."""
    return Line(key, tuple(months), tuple(by_year(months)))


def level_line(key: str, months: Sequence[Decimal]) -> Line:
    """A line whose years are their last month."""
    return Line(key, tuple(months), tuple(months[11::12]))


def _statement(keys: Sequence[str], columns: Columns, *, flow: bool) -> Statement:
    make = flow_line if flow else level_line
    return Statement(tuple(make(key, columns[key]) for key in keys))


def _cash_statement(columns: Columns) -> Statement:
    lines = []
    for key in CASH_LINES:
        if key == "opening_cash":
            lines.append(Line(key, tuple(columns[key]), tuple(columns[key][::12])))
        elif key == "closing_cash":
            lines.append(level_line(key, columns[key]))
        else:
            lines.append(flow_line(key, columns[key]))
    return Statement(tuple(lines))
