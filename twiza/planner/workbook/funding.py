"""The second half of the working sheet: equipment, shares, grants and loans by month."""

from __future__ import annotations

from django.utils.translation import gettext as _

from twiza.calc.planning.inputs import Plan
from twiza.planner.workbook.assumptions import Assumptions
from twiza.planner.workbook.grid import Book
from twiza.planner.workbook.working import MONTH, Ledgers


def write_funding(book: Book, held: Ledgers, plan: Plan, known: Assumptions) -> None:
    """Adds the rows to the working sheet and to *held*."""
    for number, investment in enumerate(plan.investments):
        _equipment(held, known, number, investment.name)
    if plan.shares:
        held.sheet.title(_("Members' shares"))
        months = _column(known, "shares", "month", len(plan.shares))
        amounts = _column(known, "shares", "amount", len(plan.shares))
        formula = f"=SUMPRODUCT(({months}={MONTH})*ROUND({amounts},2))"
        held.shares.append(held.sheet.line(_("Paid by members"), formula, held.months))
    for number, grant in enumerate(plan.grants):
        _grant(held, known, number, grant.name)
    for number, loan in enumerate(plan.loans):
        _loan(book, held, known, number, loan.name)


def _column(known: Assumptions, path: str, key: str, count: int) -> str:
    first, last = known[f"{path}.0.{key}"], known[f"{path}.{count - 1}.{key}"]
    return f"{first}:{last.rpartition('!')[2]}"


def _equipment(held: Ledgers, known: Assumptions, number: int, name: str) -> None:
    sheet, months, path = held.sheet, held.months, f"investments.{number}"
    cost, start, life = f"ROUND({known[f'{path}.cost']},2)", known[f"{path}.month"], known[f"{path}.life_months"]
    in_kind, renewed = known[f"{path}.in_kind"], known[f"{path}.renewed"]
    sheet.title(name)
    brought = sheet.line(_("Brought in kind"), f"=IF(AND({in_kind}=1,{MONTH}={start}),{cost},0)", months)
    again = f"IF({renewed}*{life}>0,MOD({MONTH}-{start},MAX(1,{life}))=0,FALSE)"
    bought = sheet.line(
        _("Bought"),
        f"=IF({MONTH}={start},{cost}-{brought.now},IF({MONTH}<{start},0,IF({again},{cost},0)))", months)  # fmt: skip
    age = f"IF({renewed}=1,MOD({MONTH}-{start},MAX(1,{life}))+1,MIN({MONTH}-{start}+1,{life}))"
    value = sheet.line(
        _("Book value"),
        f"=IF({MONTH}<{start},0,IF({life}=0,{cost},ROUND({cost}-ROUND({cost}*{age}/{life},2),2)))", months)  # fmt: skip
    written_off = sheet.line(
        _("Written off"), f"=ROUND({value.before}+{bought.now}+{brought.now}-{value.now},2)", months)  # fmt: skip
    held.brought.append(brought)
    held.purchases.append(bought)
    held.book_values.append(value)
    held.written_off.append(written_off)


def _grant(held: Ledgers, known: Assumptions, number: int, name: str) -> None:
    sheet, months, path = held.sheet, held.months, f"grants.{number}"
    amount, start, life = f"ROUND({known[f'{path}.amount']},2)", known[f"{path}.month"], known[f"{path}.life_months"]
    age = f"({MONTH}-{start}+1)"
    sheet.title(name)
    received = sheet.line(_("Received"), f"=IF({MONTH}={start},{amount},0)", months)
    deferred = sheet.line(
        _("Not yet taken into income"),
        f"=IF(OR({age}<1,{age}>={life}),0,ROUND({amount}-ROUND({amount}*{age}/MAX(1,{life}),2),2))",
        months)  # fmt: skip
    earned = sheet.line(
        _("Taken into income"), f"=ROUND({deferred.before}+{received.now}-{deferred.now},2)", months)  # fmt: skip
    held.grants.append(received)
    held.deferred.append(deferred)
    held.earned.append(earned)


def _loan(book: Book, held: Ledgers, known: Assumptions, number: int, name: str) -> None:
    sheet, months, path = held.sheet, held.months, f"loans.{number}"
    at = {
        key: known[f"{path}.{key}"]
        for key in (
            "amount",
            "month",
            "term",
            "grace",
            "fee",
            "rate_used",
            "equal",
            "capital",
            "mark_up",
            "mark_up_part",
        )
    }
    k, term, grace = f"({MONTH}-{at['month']})", at["term"], at["grace"]
    sheet.title(name)
    received = sheet.line(_("Received"), f"=IF({k}=0,ROUND({at['amount']},2),0)", months)
    fee = sheet.line(_("Fee"), f"=IF({k}=0,ROUND({at['fee']},2),0)", months)
    row = sheet.next
    owed = f"~{row + 2}"
    left = f"({at['mark_up']}-SUM($B{row}:~{row}))"
    part = f"IF({k}>{grace},IF({k}={term},{left},MIN({at['mark_up_part']},{left})),0)"
    interest = sheet.line(
        _("Interest or mark-up"),
        f"=IF(AND({k}>=1,{k}<={term}),ROUND(IF({at['mark_up']}>0,{part},{owed}*{at['rate_used']}/1200),2),0)",
        months)  # fmt: skip
    back = f"IF({at['equal']}>0,{at['equal']}-{interest.now},{at['capital']})"
    principal = sheet.line(
        _("Paid back"),
        f"=IF(AND({k}>{grace},{k}<={term}),IF({k}={term},{owed},ROUND(MIN({owed},{back}),2)),0)", months)  # fmt: skip
    balance = sheet.line(_("Still owed"), f"=ROUND({owed}+{received.now}-{principal.now},2)", months)
    rows = {"received": received, "interest": interest, "principal": principal, "balance": balance}
    for key, one in rows.items():
        book.mark(f"{path}.{key}", one)
    held.lent.append(received)
    held.fees.append(fee)
    held.interest.append(interest)
    held.principal.append(principal)
    held.owed.append(balance)
