"""The lines of the statements in words, and which of them are sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from twiza.calc.planning.results import Line, Result, Statement
from twiza.planner import wording
from twiza.planner.schema import PlanSchema

SUMS = frozenset({
    "income", "gross_margin", "operating_surplus", "operating_result", "result_before_tax", "result",
    "operating_cash", "financing_cash", "cash_change", "closing_cash", "assets", "own_funds", "funds",
})  # fmt: skip
Amounts = Callable[[Line], tuple[Decimal, ...]]
STATEMENTS = ("income", "cash", "balance")


@dataclass(frozen=True)
class Row:
    """One line with its amounts; ``sum``: it adds up those above it."""

    key: str
    label: str
    amounts: tuple[Decimal, ...]
    sum: bool


@dataclass(frozen=True)
class Sheet:
    """One statement, by year or by the months of one year."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def income_lines() -> dict[str, str]:
    """Names of the income statement's lines."""
    return {
        "sales": _("Sales"),
        "stock_change": _("Change of stocks"),
        "grant_income": _("Grants taken into income"),
        "income": _("Income"),
        "materials": _("What goes into the products"),
        "variable_costs": _("Costs of each sale"),
        "gross_margin": _("Gross margin"),
        "member_pay": _("Members' pay"),
        "employee_pay": _("Employees' pay"),
        "charges": _("Social charges"),
        "fixed_costs": _("Fixed costs"),
        "operating_surplus": _("Operating surplus"),
        "depreciation": _("Wear of equipment"),
        "operating_result": _("Operating result"),
        "interest": _("Interest"),
        "loan_fees": _("Fees of loans"),
        "result_before_tax": _("Result before tax"),
        "tax": _("Tax"),
        "result": _("Result of the year"),
        "loss_absorbed": _("Earlier losses made good"),
        "legal_reserve": _("Legal reserve"),
        "training_reserve": _("Reserve for training"),
        "patronage": _("Refund to members by activity"),
        "free_reserve": _("Free reserve"),
    }


def cash_lines() -> dict[str, str]:
    """Names of the cash flow's lines."""
    return {
        "from_customers": _("From customers"),
        "to_suppliers": _("To suppliers"),
        "variable_costs": _("Costs of each sale"),
        "member_pay": _("Members' pay"),
        "employee_pay": _("Employees' pay"),
        "charges": _("Social charges"),
        "fixed_costs": _("Fixed costs"),
        "tax_paid": _("Tax paid"),
        "operating_cash": _("Cash from work"),
        "investments": _("Purchases of equipment"),
        "shares": _("Members' shares"),
        "grants": _("Grants received"),
        "loans_received": _("Loans received"),
        "loan_fees": _("Fees of loans"),
        "interest_paid": _("Interest paid"),
        "principal_paid": _("Loans paid back"),
        "patronage_paid": _("Refund paid to members"),
        "financing_cash": _("Cash from financing"),
        "cash_change": _("Change of cash"),
        "opening_cash": _("Cash at the beginning"),
        "closing_cash": _("Cash at the end"),
    }


def balance_lines() -> dict[str, str]:
    """Names of the balance sheet's lines."""
    return {
        "fixed_assets": _("Equipment and buildings"),
        "finished_stock": _("Finished goods in store"),
        "input_stock": _("Inputs in store"),
        "receivables": _("Owed by customers"),
        "cash": _("Cash"),
        "assets": _("What the cooperative has"),
        "capital": _("Members' shares"),
        "legal_reserve": _("Legal reserve"),
        "training_reserve": _("Reserve for training"),
        "free_reserve": _("Free reserve"),
        "loss_carried": _("Losses carried forward"),
        "year_result": _("Result since the year began"),
        "own_funds": _("Own funds"),
        "deferred_grants": _("Grants not yet taken into income"),
        "loans": _("Loans still owed"),
        "payables": _("Owed to suppliers"),
        "tax_due": _("Tax still to pay"),
        "patronage_due": _("Refund still to pay to members"),
        "funds": _("Where the money comes from"),
    }


def titles() -> dict[str, str]:
    """Names of the three statements."""
    return {"income": _("Income statement"), "cash": _("Cash flow"), "balance": _("Balance sheet")}


def by_year(result: Result, key: str) -> Sheet:
    """One statement by year; lines that are zero throughout are left out, sums stay."""
    statement, names = _statement(result, key)
    columns = tuple(wording.year_words(year) for year in range(1, len(statement.lines[0].years) + 1))
    return Sheet(key, titles()[key], columns, _rows(statement, names, lambda line: line.years))


def by_month(result: Result, key: str, year: int, inputs: PlanSchema) -> Sheet:
    """One statement by the twelve months of *year* (from 1)."""
    statement, names = _statement(result, key)
    first = 12 * (year - 1)
    columns = tuple(wording.calendar_month(first + place, inputs) for place in range(1, 13))
    return Sheet(key, titles()[key], columns, _rows(statement, names, lambda line: line.months[first : first + 12]))


def _statement(result: Result, key: str) -> tuple[Statement, dict[str, str]]:
    return {
        "income": (result.income, income_lines()),
        "cash": (result.cash, cash_lines()),
        "balance": (result.balance, balance_lines()),
    }[key]


def _rows(statement: Statement, names: dict[str, str], amounts: Amounts) -> tuple[Row, ...]:
    rows = (Row(line.key, names[line.key], tuple(amounts(line)), line.key in SUMS) for line in statement.lines)
    return tuple(row for row in rows if row.sum or any(row.amounts))
