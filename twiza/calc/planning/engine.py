"""From a plan to all that follows from it."""

from __future__ import annotations

from decimal import Decimal, localcontext

from twiza.calc.planning.cautions import cautions
from twiza.calc.planning.checks import check
from twiza.calc.planning.conditions import conditions
from twiza.calc.planning.finance import Lent
from twiza.calc.planning.indicators import end_value, indicators, project_flows, year_figures
from twiza.calc.planning.inputs import Plan
from twiza.calc.planning.ledgers import Ledgers, keep_ledgers
from twiza.calc.planning.results import Line, LoanFlow, ProductFlow, Result
from twiza.calc.planning.rounding import CONTEXT, HUNDRED, ZERO, cents
from twiza.calc.planning.sales import Sold
from twiza.calc.planning.statements import flow_line, keep_books, level_line

METHOD = "1"
"""Version of the method; it grows when the same inputs would give other figures."""


def compute(plan: Plan) -> Result:
    """All the figures of *plan*. :class:`~twiza.calc.planning.inputs.BadPlan` for inputs that make no sense."""
    check(plan)
    with localcontext(CONTEXT):
        ledgers = keep_ledgers(plan)
        books = keep_books(plan, ledgers)
        flows = project_flows(plan, ledgers, books)
        years = year_figures(plan, ledgers, books)
        figures = indicators(plan, ledgers, books, flows)
        return Result(
            method=METHOD,
            members=plan.members,
            months=plan.months,
            income=books.income,
            cash=books.cash,
            balance=books.balance,
            products=tuple(_product(plan, ledgers, number) for number in range(len(plan.products))),
            loans=tuple(_loan(loan) for loan in ledgers.loans),
            project_flows=(*flows[:-1], flows[-1] + end_value(books)),
            years=years,
            indicators=figures,
            conditions=conditions(plan, figures),
            warnings=cautions(plan, books, years, figures),
        )


def unit_materials(plan: Plan, number: int) -> Decimal:
    """Inputs of one unit made of a product, at the prices of the first year."""
    key = plan.products[number].key
    return cents(
        sum((i.price.value * i.quantity.value for i in plan.inputs if i.product in ("", key)), ZERO),
    )


def _product(plan: Plan, ledgers: Ledgers, number: int) -> ProductFlow:
    ledger: Sold = ledgers.sold[number]
    product, made = ledger.product, ledger.made[: plan.months]
    percent = sum((c.percent.value for c in plan.variable_costs if c.product in ("", product.key)), ZERO)
    left = product.price.value * (1 - product.losses.value / HUNDRED) * (1 - percent / HUNDRED)
    materials = unit_materials(plan, number)
    return ProductFlow(
        key=product.key,
        name=product.name,
        made=flow_line("made", made),
        sold=flow_line("sold", ledger.sold),
        price=Line("price", tuple(ledger.price), tuple(ledger.price[::12])),
        sales=flow_line("sales", ledger.sales),
        unit_materials=materials,
        unit_margin=cents(left) - materials,
    )


def _loan(lent: Lent) -> LoanFlow:
    payment = [due + back for due, back in zip(lent.interest, lent.principal, strict=True)]
    return LoanFlow(
        name=lent.loan.name,
        kind=lent.loan.kind,
        received=flow_line("received", lent.received),
        interest=flow_line("interest", lent.interest),
        principal=flow_line("principal", lent.principal),
        payment=flow_line("payment", payment),
        balance=level_line("balance", lent.balance),
    )
