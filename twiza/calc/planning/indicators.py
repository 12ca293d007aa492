"""The figures that people ask a plan for first."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from twiza.calc.planning.calendar import of_year, year_of
from twiza.calc.planning.costs import works
from twiza.calc.planning.inputs import Plan
from twiza.calc.planning.ledgers import Ledgers, total
from twiza.calc.planning.results import BreakEven, Indicators, YearFigures
from twiza.calc.planning.rounding import HUNDRED, TWELVE, ZERO, cents
from twiza.calc.planning.statements import Books, by_year
from twiza.calc.planning.worth import internal_rate, monthly_rate, present_value, recovered, yearly_percent


def project_flows(plan: Plan, ledgers: Ledgers, books: Books) -> list[Decimal]:
    """Operating cash − investments in money and kind, month by month, without the end value."""
    brought = total((item.brought for item in ledgers.equipment), plan.months)
    operating, bought = books.cash["operating_cash"].months, books.cash["investments"].months
    return [cash - out - kind for cash, out, kind in zip(operating, bought, brought, strict=True)]


def end_value(books: Books) -> Decimal:
    """What is got back at the end: book value of equipment, stocks and what customers owe, less what is owed."""
    b = books.balance
    owned = sum((b[key].months[-1] for key in ("fixed_assets", "finished_stock", "input_stock", "receivables")), ZERO)
    return owned - b["payables"].months[-1] - b["tax_due"].months[-1]


def break_even(books: Books, sold: Sequence[Sequence[Decimal]], year: int) -> BreakEven:
    """Of *year* (from 0), *sold* being the units sold of each product by year.

    Inputs (less the change of stock) and variable costs follow sales; all the rest of the result before tax stands.
    """
    income = books.income
    sales = income["sales"].years[year]
    follows = (
        income["materials"].years[year] - income["stock_change"].years[year] + income["variable_costs"].years[year]
    )
    margin = sales - follows
    if sales <= 0 or margin <= 0:
        return BreakEven(None, None, tuple(None for _ in sold))
    share = max(Decimal(0), (margin - income["result_before_tax"].years[year]) / margin)
    return BreakEven(
        cents(sales * share),
        cents(HUNDRED * share),
        tuple(cents(product[year] * share) for product in sold),
    )


def posts(plan: Plan, year: int) -> Decimal:
    """Full-time posts in *year* (from 0): people × months worked / 12."""
    worked = Decimal(0)
    for work in plan.work:
        months = sum(works(work, plan.first_calendar_month, m) for m in range(12 * year + 1, 12 * year + 13))
        worked += work.people.value * months
    return cents(worked / TWELVE)


def debt_cover(books: Books, year: int) -> Decimal | None:
    """Operating cash / what loans ask for in *year* (from 0)."""
    cash = books.cash
    served = cash["interest_paid"].years[year] + cash["principal_paid"].years[year]
    return cents(cash["operating_cash"].years[year] / served) if served > 0 else None


def lowest(amounts: Sequence[Decimal], offset: int = 0) -> tuple[Decimal, int]:
    """The lowest amount and its first month, counted from *offset* + 1."""
    least = min(amounts)
    return least, amounts.index(least) + 1 + offset


def year_figures(plan: Plan, ledgers: Ledgers, books: Books) -> tuple[YearFigures, ...]:
    """The figures of every year."""
    sold = [by_year(item.sold) for item in ledgers.sold]
    cash = books.cash["closing_cash"].months
    share = TWELVE * plan.members
    figures = []
    for year, closing in enumerate(books.closings):
        earned = books.income["member_pay"].years[year] + closing.patronage
        least, month = lowest(cash[12 * year : 12 * year + 12], 12 * year)
        figures.append(
            YearFigures(
                year=year + 1,
                break_even=break_even(books, sold, year),
                debt_cover=debt_cover(books, year),
                member_income=cents(earned / share),
                member_income_sustained=cents((earned + min(ZERO, closing.result)) / share),
                jobs=posts(plan, year),
                lowest_cash=least,
                lowest_cash_month=month,
            )
        )
    return tuple(figures)


def full_pay_month(plan: Plan) -> int | None:
    """First month in which all members at work have their full pay."""
    members = [work for work in plan.work if work.who == "members" and work.pay.value > 0 and work.people.value > 0]
    for month in range(1, plan.months + 1):
        at_work = [work for work in members if works(work, plan.first_calendar_month, month)]
        if at_work and all(of_year(work.pay_ramp, year_of(month)) >= HUNDRED for work in at_work):
            return month
    return None


def indicators(plan: Plan, ledgers: Ledgers, books: Books, flows: Sequence[Decimal]) -> Indicators:
    """The plan in a few figures; *flows* as :func:`project_flows` gives them."""
    whole = [*flows[:-1], flows[-1] + end_value(books)]
    rate, reason = internal_rate(whole)
    least, month = lowest(books.cash["closing_cash"].months)
    investment = sum((cents(item.cost.value) for item in plan.investments), ZERO)
    jobs = posts(plan, plan.months // 12 - 1)
    results = books.income["result"].years
    return Indicators(
        investment=investment,
        capital=books.balance["capital"].months[-1],
        npv=present_value(monthly_rate(plan.discount_rate), whole),
        irr=None if rate is None else yearly_percent(rate),
        no_irr=reason,
        payback_month=recovered(flows),
        break_even_year=next((year for year, result in enumerate(results, start=1) if result >= 0), None),
        break_even_month=recovered(books.income["result_before_tax"].months),
        lowest_cash=least,
        lowest_cash_month=month,
        jobs=jobs,
        job_cost=cents(investment / jobs) if jobs > 0 else None,
        full_pay_month=full_pay_month(plan),
    )
