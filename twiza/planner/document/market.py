"""The parts of the paper that describe what is made, sold, bought and paid."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.packs.schema import ProjectModel
from twiza.planner import naming, wording
from twiza.planner.document.parts import Block, Items, Section, Table, Text
from twiza.planner.presenting import Presented
from twiza.planner.schema import Loan, Spread
from twiza.planner.steps import unit_words
from twiza.ui import formats


def market(shown: Presented, model: ProjectModel | None) -> Section:
    """What is sold, to whom, for how much, and how sales grow."""
    inputs, language = shown.inputs, shown.language
    blocks: list[Block] = []
    if model:
        blocks += [Text(model.summary.get(language)), Text(model.whom.get(language))]
    rows = []
    for row in inputs.products:
        unit = unit_words(row.unit, language)
        made = f"{wording.count(row.volume.value, 0)} {unit}"
        paces = " · ".join(wording.percent(pace) for pace in row.ramp_up)
        rows.append([_named(row.called(language)), f"{_range(row.price)} / {unit}", made, paces])
    if rows:
        columns = [_("Product"), _("Price"), _("In a full year"), _("Pace of years 1 to 5")]
        blocks.append(Table(columns, rows, words=True))
    return Section(_("Market"), blocks)


def production(shown: Presented, model: ProjectModel | None) -> Section:
    """How it is made, what goes into it, who works, what is paid every year."""
    inputs, language = shown.inputs, shown.language
    blocks: list[Block] = []
    if model:
        blocks.append(Items([step.get(language) for step in model.how]))
    names = {row.key: row.called(language) for row in inputs.products}
    if inputs.inputs:
        rows = []
        for row in inputs.inputs:
            unit, product = unit_words(row.unit, language), names.get(row.product) or _("all products")
            needed = _("%(quantity)s %(unit)s for one unit of %(product)s") % {
                "quantity": wording.count(row.quantity.value), "unit": unit, "product": _named(product),
            }  # fmt: skip
            rows.append([_named(row.called(language)), f"{_range(row.price)} / {unit}", needed])
        blocks.append(Table([_("What goes into it"), _("Price"), _("Needed")], rows, words=True))
    if inputs.work:
        rows = [
            [
                _named(row.called(language)),
                _("members") if row.who == "members" else _("employees"),
                wording.count(row.people.value),
                wording.count(len(row.months)),
                wording.money(row.pay.value),
            ]
            for row in inputs.work
        ]
        columns = [_("Work"), _("Who"), _("How many people"), _("Months a year"), _("Pay a month")]
        blocks.append(Table(columns, rows, words=True))
    if inputs.fixed_costs:
        rows = [[_named(row.called(language)), _range(row.yearly)] for row in inputs.fixed_costs]
        blocks.append(Table([_("Fixed costs"), _("For a year")], rows))
    return Section(_("Production"), blocks)


def money(shown: Presented) -> Section:
    """What is bought, and where the money comes from."""
    inputs, language = shown.inputs, shown.language
    blocks: list[Block] = []
    if inputs.investments:
        rows = [
            [
                _named(row.called(language)),
                _range(row.cost),
                wording.month_alone(row.month),
                _months(row.life_months) if row.life_months else _("for good"),
                _("a member") if row.in_kind else _("bought"),
            ]
            for row in inputs.investments
        ]
        total = sum((row.cost.value for row in inputs.investments), Decimal(0))
        rows.append([_("Together"), wording.money(total), "", "", ""])
        columns = [_("Purchase"), _("Cost"), _("When"), _("Life"), _("Brought by")]
        blocks.append(Table(columns, rows, [len(rows) - 1], words=True))
    blocks.append(
        Table([_("Where the money comes from"), _("Amount"), _("When")], _sources_of_money(shown), words=True)
    )
    tone = "wrong" if shown.missing else ""
    blocks.append(Text(shown.conditions[0], "wrong" if tone else ""))
    return Section(_("Investment and financing"), blocks)


def _sources_of_money(shown: Presented) -> list[list[str]]:
    inputs, language = shown.inputs, shown.language
    rows = [[_("Members' shares"), wording.money(row.amount), wording.month_alone(row.month)] for row in inputs.shares]
    kind = sum((row.cost.value for row in inputs.investments if row.in_kind), Decimal(0))
    if kind:
        rows.append([_("Brought by members in kind"), wording.money(kind), ""])
    for grant in inputs.grants:
        name = _named(grant.called(language) or _("A grant"))
        told = f"{name} ({formats.isolated(grant.condition)})" if grant.condition else name
        rows.append([told, wording.money(grant.amount.value), wording.month_alone(grant.month)])
    rows += [
        [_loan(loan, language), wording.money(loan.amount), wording.month_alone(loan.month)] for loan in inputs.loans
    ]
    return rows or [[_("Nothing yet"), wording.money(0), ""]]


def _months(number: int) -> str:
    return ngettext("%(count)s month", "%(count)s months", number) % {"count": wording.count(number)}


def _loan(loan: Loan, language: str) -> str:
    kinds = {"interest": _("with interest"), "free": _("without interest"), "murabaha": _("murabaha")}
    told = ngettext(
        "%(name)s: %(kind)s, %(rate)s a year, %(term)s month, %(grace)s of it without repayment",
        "%(name)s: %(kind)s, %(rate)s a year, %(term)s months, %(grace)s of them without repayment",
        loan.term,
    )
    return told % {
        "name": _named(loan.called(language) or naming.lists()["loans"]),
        "kind": kinds[loan.kind],
        "rate": wording.percent(loan.rate, 1),
        "term": wording.count(loan.term),
        "grace": wording.count(loan.grace),
    }


def _named(name: str) -> str:
    return formats.isolated(name)


def _range(spread: Spread) -> str:
    """“120 MAD (80 to 180)”."""
    decimals = 0 if spread.value >= 100 else 2
    value = wording.money(spread.value, decimals)
    if spread.low is None or spread.high is None:
        return value
    told = {"low": wording.count(spread.low, decimals), "high": wording.count(spread.high, decimals)}
    return f"{value} ({_('%(low)s to %(high)s') % told})"
