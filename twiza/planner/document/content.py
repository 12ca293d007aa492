"""What stands in the plan's paper: summary, group, market, production, money, statements, risk, sources."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.packs.schema import ProjectModel
from twiza.planner import lines, naming, reckoning, telling, wording
from twiza.planner.document import market
from twiza.planner.document.parts import Block, Items, Paper, Section, Table, Text, chart
from twiza.planner.models import Plan
from twiza.planner.presenting import Presented, presented, sources
from twiza.planner.schema import PlanSchema
from twiza.projects.models import Founder, Project
from twiza.ui import formats

MOST_SWINGS = 6


def content(plan: Plan, language: str, day: datetime.date) -> Paper:
    """The paper of *plan* in *language*, which must be the active one. Three queries."""
    inputs = PlanSchema.model_validate(plan.inputs)
    shown = presented(inputs, language=language)
    project = plan.project
    model = project.model.definition if project.model else None
    sections = [
        _summary(shown),
        _group(project, shown),
        market.market(shown, model),
        market.production(shown, model),
        market.money(shown),
        _statements(shown),
        _bank(shown),
        _risk(shown, model),
        _sources(shown, plan),
    ]
    return Paper(
        language=language,
        title=_("Business plan over five years"),
        name=project.name,
        place=project.territory.name,
        about=[plan.name, formats.long_date(day)],
        headline=[[one.label, one.value, one.note, one.tone] for one in shown.headline],
        sections=[section for section in sections if section.blocks],
        foot=_("Twiza · reckoned by method %(method)s · figures are plans, not promises")
        % {"method": shown.result.method},
        page=_("page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        example=_("Example: invented people and figures") if project.example else "",
    )


def _summary(shown: Presented) -> Section:
    blocks: list[Block] = []
    if shown.warnings:
        blocks.append(Text(_("Take care:")))
        blocks.append(Items([one.text for one in shown.warnings]))
    low, high = (wording.money(end) for end in (shown.cash_chart.low, shown.cash_chart.high))
    lowest = shown.headline[1]
    told = _("Cash at the end of each month over five years; the lowest is %(amount)s in %(month)s.") % {
        "amount": lowest.value,
        "month": lowest.note,
    }
    blocks.append(chart(_("Cash at the end of each month"), told, shown.cash_chart, (high, low), shown.year_names))
    blocks += [Text(_("What must be true for the plan to live:")), Items(shown.conditions)]
    return Section(_("Summary"), blocks)


def _group(project: Project, shown: Presented) -> Section:
    founders = list(Founder.objects.present().filter(project=project))
    blocks: list[Block] = [
        Text(
            ngettext(
                "The plan reckons with %(count)s member.",
                "The plan reckons with %(count)s members.",
                shown.inputs.members,
            )
            % {"count": wording.count(shown.inputs.members)}
        )
    ]
    if project.idea:
        blocks.append(Text(formats.isolated(project.idea)))
    if founders:
        rows = [
            [formats.isolated(one.name), str(one.get_office_display()), wording.count(one.shares)] for one in founders
        ]
        blocks.append(Table([_("Founder"), _("Office"), _("Shares")], rows, words=True))
    return Section(_("The group"), blocks)


def _statements(shown: Presented) -> Section:
    blocks: list[Block] = []
    low, high = (wording.money(end) for end in (shown.years_chart.low, shown.years_chart.high))
    alternative = _("Sales and result of each of the five years; the figures stand in the income statement.")
    title = _("Sales (first bar) and result (second bar)")
    blocks.append(chart(title, alternative, shown.years_chart, (high, low), shown.year_names))
    for key in lines.STATEMENTS:
        sheet = shown.sheet(key)
        rows = [[row.label, *(wording.count(amount, 0) for amount in row.amounts)] for row in sheet.rows]
        sums = [place for place, row in enumerate(sheet.rows) if row.sum]
        blocks.append(Table([_("Line"), *sheet.columns], rows, sums, title=sheet.title))
    currency = formats.locale().currency
    blocks.append(Text(_("All amounts in %(currency)s.") % {"currency": currency}, "soft"))
    return Section(_("Five years in statements"), blocks)


def _bank(shown: Presented) -> Section:
    rows = [[one.label, one.value] for one in shown.indicators]
    years = [[name, *texts] for name, texts in shown.years_on_paper]
    currency = _("All amounts in %(currency)s.") % {"currency": formats.locale().currency}
    return Section(
        _("Indicators"),
        [
            Table([_("Figure"), _("Value")], rows),
            Table([_("Figure"), *shown.year_names], years, title=_("Year by year")),
            Text(currency, "soft"),
        ],
    )


def _risk(shown: Presented, model: ProjectModel | None) -> Section:
    drawn = reckoning.drawn(shown.inputs)
    blocks: list[Block] = []
    if drawn.drawn:
        told = _("In %(percent)s of ten thousand possible courses the cash never falls below zero.")
        blocks.append(Text(told % {"percent": wording.percent(drawn.cash_never_negative)}))
        rows = [
            [name, *(wording.money(end) for end in ends)]
            for name, ends in zip(shown.year_names, drawn.member_income, strict=False)
        ]
        columns = [_("Income per member and month"), _("Low (5 %)"), _("Middle"), _("High (95 %)")]
        blocks += [Table(columns, rows), *_matters(shown)]
    if model:
        risks = [[risk.text.get(shown.language), risk.answer.get(shown.language)] for risk in model.risks]
        blocks.append(Table([_("What could go wrong"), _("What the group can do")], risks, words=True))
    return Section(_("Risk"), blocks)


def _matters(shown: Presented) -> Sequence[Block]:
    names = naming.positions(shown.inputs, shown.language)
    swings = sorted(
        reckoning.swings(shown.inputs), key=lambda one: abs(one.member_income[1] - one.member_income[0]), reverse=True
    )
    rows = [
        [names.get(one.path, one.path), wording.count(one.low), wording.count(one.high),
         *(wording.money(end) for end in one.member_income)]
        for one in swings[:MOST_SWINGS]
        if one.member_income[0] != one.member_income[1]
    ]  # fmt: skip
    if not rows:
        return []
    columns = [
        _("What matters most"),
        _("Lowest value"),
        _("Highest value"),
        _("Income then, low end"),
        _("Income then, high end"),
    ]
    return [Table(columns, rows)]


def _sources(shown: Presented, plan: Plan) -> Section:
    sourced, assumed, other = sources(shown.inputs.origins)
    told = {"sourced": wording.count(sourced), "assumed": wording.count(assumed), "other": wording.count(other)}
    blocks: list[Block] = [
        Text(
            _(
                "Of the model's figures, %(sourced)s have a published source and %(assumed)s are declared assumptions; "
                "%(other)s come from the group or the law."
            )
            % told
        )
    ]
    if shown.unconfirmed:
        rates = [name + _(": ") + _("to be confirmed by a jurist") for name in shown.unconfirmed]
        blocks += [Text(_("Rates of the law:")), Items(rates)]
    names = naming.by_path(shown.inputs, shown.language)
    rows = []
    for path, origin in sorted(shown.inputs.origins.items()):
        if path in names and origin.kind in {"fact", "source", "assumption", "ours"}:
            told_here = telling.told(origin, given=path in plan.given, language=shown.language)
            mark = _("changed by the group") if path in plan.given else ""
            rows.append([names[path], told_here.sentence if told_here else "", mark])
    if rows:
        blocks.append(Table([_("Figure"), _("Where it comes from"), _("Now")], rows, words=True))
    return Section(_("Sources and assumptions"), blocks)
