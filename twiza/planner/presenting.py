"""A plan's results as pages and papers show them: headline, warnings, conditions, indicators, charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from twiza.calc.planning import compute
from twiza.calc.planning.inputs import ShareCall as CalcShareCall
from twiza.calc.planning.results import Caution, Result, Value
from twiza.planner import charts, lines, wording
from twiza.planner.charts import Drawing
from twiza.planner.reckoning import results
from twiza.planner.schema import Origin, PlanSchema

ZERO = Decimal(0)


@dataclass(frozen=True)
class Said:
    """One figure in words: its name, its value, how it was worked out, and whether it is a worry."""

    key: str
    label: str
    value: str
    method: str = ""
    tone: str = ""
    note: str = ""


@dataclass(frozen=True)
class Warning:
    """A sentence to be told; ``grave`` where the plan cannot live as it is."""

    key: str
    text: str
    grave: bool


@dataclass(frozen=True)
class Presented:
    """One plan with all that follows from it, in one language (the active one)."""

    inputs: PlanSchema
    result: Result
    language: str
    rtl: bool

    @cached_property
    def missing(self) -> Decimal:
        """Money still to be found so that cash never falls below zero."""
        return max(ZERO, -self.result.indicators.lowest_cash)

    @cached_property
    def headline(self) -> list[Said]:
        """What a founder asks first."""
        return [self._full_pay, self._lowest, self._income]

    @property
    def _full_pay(self) -> Said:
        month = self.result.indicators.full_pay_month
        label = _("The members' first full pay")
        method = _("The first month in which every member who then works gets the whole pay that the plan foresees.")
        if month is None:
            return Said("full_pay", label, _("not within five years"), method, "wrong")
        note = wording.calendar_month(month, self.inputs)
        return Said("full_pay", label, wording.month_alone(month), method, "", note)

    @property
    def _lowest(self) -> Said:
        told = self.result.indicators
        method = _("The smallest amount in the till at the end of a month, over sixty months.")
        label = _("Lowest cash")
        tone = "wrong" if told.lowest_cash < 0 else "good"
        note = wording.month_words(told.lowest_cash_month, self.inputs)
        return Said("lowest_cash", label, wording.money(told.lowest_cash), method, tone, note)

    @property
    def _income(self) -> Said:
        last = self.result.years[-1]
        method = _("Pay and refund to members in a year, divided by twelve months and by all members.")
        first = wording.money(self.result.years[0].member_income)
        note = _("in year 5; in year 1: %(first)s") % {"first": first}
        label = _("Income per member and month")
        return Said("member_income", label, wording.money(last.member_income), method, "", note)

    @cached_property
    def warnings(self) -> list[Warning]:
        """In the engine's order, the grave ones first; what is said of several years or works is said once."""
        held: dict[tuple[str, tuple[Value, ...]], list[Caution]] = {}
        for one in sorted(self.result.warnings, key=self._place):
            held.setdefault((one.key, wording.alike(one)), []).append(one)
        told = [
            Warning(key, wording.cautions(alike, self.inputs), any(one.grave for one in alike))
            for (key, _common), alike in held.items()
        ]
        return sorted(told, key=lambda one: not one.grave)

    def _place(self, one: Caution) -> int:
        """Where a kind of warning comes first."""
        return next(place for place, other in enumerate(self.result.warnings) if other.key == one.key)

    @cached_property
    def conditions(self) -> list[str]:
        """What must be true for the plan to live. While start money is missing: as if it were found."""
        found = [one for one in self.result.conditions if one.key != "start_money"]
        first = [wording.condition(one, self.inputs) for one in self.result.conditions if one.key == "start_money"]
        if self.missing:
            found = [one for one in self._financed.conditions if one.key != "start_money"]
        return [*first, *(wording.condition(one, self.inputs) for one in found)]

    @cached_property
    def _financed(self) -> Result:
        plan = self.inputs.to_plan(self.language)
        return compute(replace(plan, shares=(*plan.shares, CalcShareCall(1, self.missing))))

    @cached_property
    def unconfirmed(self) -> list[str]:
        """Rates that nobody confirmed, by name."""
        return unconfirmed(self.inputs, self.language)

    @cached_property
    def indicators(self) -> list[Said]:
        """What a bank asks."""
        told = self.result.indicators
        return [
            Said(
                "investment",
                _("Investment"),
                wording.money(told.investment),
                _("All first purchases, bought or brought by members."),
            ),
            Said("capital", _("Members' shares"), wording.money(told.capital), _("In money and in kind, by the end.")),
            self._payback,
            Said(
                "npv",
                _("Net present value"),
                wording.money(told.npv),
                _(
                    "Money from work less purchases, month by month, before any financing, discounted at %(rate)s "
                    "a year; equipment and stocks count at the end with their book value."
                )
                % {"rate": wording.percent(self.inputs.discount_rate)},
                "wrong" if told.npv < 0 else "good",
            ),
            self._irr,
            Said(
                "break_even",
                _("First year without a loss"),
                wording.year_words(told.break_even_year) if told.break_even_year else _("none of the five"),
                _("The first year whose result is not below zero."),
                "" if told.break_even_year else "wrong",
            ),
            Said(
                "jobs",
                _("Jobs"),
                wording.count(told.jobs, 1),
                _("Full-time posts in the last year: people times months of work, divided by twelve."),
            ),
            Said(
                "job_cost",
                _("Cost of one job"),
                wording.money(told.job_cost) if told.job_cost is not None else _("none: no jobs"),
                _("Investment divided by jobs."),
            ),
        ]

    @property
    def _payback(self) -> Said:
        month = self.result.indicators.payback_month
        method = _("The first month from which what came in, summed up, covers what was laid out.")
        value = wording.month_words(month, self.inputs) if month else _("not within five years")
        return Said("payback", _("Paid back"), value, method, "" if month else "wrong")

    @property
    def _irr(self) -> Said:
        told = self.result.indicators
        method = _("The yearly rate at which the net present value of the same money is zero.")
        value = wording.percent(told.irr, 1) if told.irr is not None else wording.no_rate(told.no_irr)
        return Said("irr", _("Internal rate of return"), value, method)

    @cached_property
    def years(self) -> list[tuple[str, list[str]]]:
        """Figures that differ by year: name, and one text for each of the five."""
        return self._years(wording.money)

    @cached_property
    def years_on_paper(self) -> list[tuple[str, list[str]]]:
        """The same without the currency, whose word would break the narrow columns of a sheet of paper."""
        return self._years(lambda amount: wording.count(amount, 0))

    def _years(self, told: Callable[[Decimal], str]) -> list[tuple[str, list[str]]]:
        sheet, none = self.result.years, _("none")
        even = [one.break_even for one in sheet]
        return [
            (_("Sales"), [told(one) for one in self.result.income["sales"].years]),
            (_("Result"), [told(one) for one in self.result.income["result"].years]),
            (_("Income per member and month"), [told(one.member_income) for one in sheet]),
            (
                _("Sales at which the result is zero"),
                [none if one.turnover is None else told(one.turnover) for one in even],
            ),
            (
                _("The same, % of planned sales"),
                [none if one.percent is None else wording.percent(one.percent) for one in even],
            ),
            (_("Debt cover"), [self._cover(one.debt_cover) for one in sheet]),
            (_("Jobs"), [wording.count(one.jobs, 1) for one in sheet]),
            (_("Lowest cash"), [told(one.lowest_cash) for one in sheet]),
        ]

    def _cover(self, cover: Decimal | None) -> str:
        return _("no loan served") if cover is None else wording.count(cover, 2)

    @cached_property
    def year_names(self) -> list[str]:
        """“Year 1” to “Year 5”."""
        return [wording.year_words(one.year) for one in self.result.years]

    @cached_property
    def cash_chart(self) -> Drawing:
        """Cash at the end of each month."""
        return charts.cash_line(self.result.cash["closing_cash"].months, rtl=self.rtl)

    @cached_property
    def years_chart(self) -> Drawing:
        """Sales and result by year."""
        sales, result = self.result.income["sales"].years, self.result.income["result"].years
        return charts.yearly_bars(sales, result, rtl=self.rtl)

    @cached_property
    def cash_by_quarter(self) -> list[tuple[str, str]]:
        """The cash chart in figures: the end of each quarter."""
        months = self.result.cash["closing_cash"].months
        return [
            (wording.month_words(place, self.inputs), wording.money(months[place - 1]))
            for place in range(3, len(months) + 1, 3)
        ]

    def sheet(self, key: str) -> lines.Sheet:
        """One statement by year."""
        return lines.by_year(self.result, key)


def presented(inputs: PlanSchema, *, language: str) -> Presented:
    """The whole of *inputs*, in *language*, which must be the active one."""
    return Presented(inputs, results(inputs, language), language, rtl=language == "ar")


def rate_names() -> Mapping[str, str]:
    """What the law's rates are called, by their path."""
    return {
        "taxes.bands": _("Tax on the result"),
        "taxes.turnover_percent": _("Tax on sales"),
        "charges.employer": _("Social charges of employees"),
        "charges.members": _("Social charges of members"),
        "surplus.legal_reserve": _("Legal reserve"),
        "surplus.reserve_ceiling": _("Ceiling of the legal reserve"),
        "surplus.training_reserve": _("Reserve for training"),
    }


def unconfirmed(inputs: PlanSchema, language: str) -> list[str]:
    """Names of the law's rates that nobody confirmed, minimum wages too."""
    wages = {f"minimum_wages.{row.key}.amount": row.called(language) for row in inputs.minimum_wages}
    names = {**rate_names(), **wages}
    return [
        names[path]
        for path, origin in inputs.origins.items()
        if path in names and origin.kind == "law" and not origin.confirmed
    ]


def sources(origins: Mapping[str, Origin]) -> tuple[int, int, int]:
    """How many values have a published source, how many are assumptions, how many the group or the law gave."""
    kinds = [origin.kind for origin in origins.values()]
    sourced = sum(kind in {"fact", "source"} for kind in kinds)
    assumed = sum(kind in {"assumption", "ours"} for kind in kinds)
    return sourced, assumed, len(kinds) - sourced - assumed


def side_by_side(plans: Sequence[Presented]) -> list[tuple[str, list[str]]]:
    """Up to four plans compared: name of the figure, one text for each plan."""
    rows: list[tuple[str, list[str]]] = []
    for place, first in enumerate(plans[0].headline if plans else []):
        rows.append((first.label, [_with_note(plan.headline[place]) for plan in plans]))
    if plans:
        rows.append((_("Money still to be found"), [wording.money(plan.missing) for plan in plans]))
    for place, one in enumerate(plans[0].indicators if plans else []):
        rows.append((one.label, [plan.indicators[place].value for plan in plans]))
    for year in (1, 3, 5):
        for key, label in (("sales", _("Sales")), ("result", _("Result"))):
            told = [wording.money(plan.result.income[key].years[year - 1]) for plan in plans]
            name = _("%(figure)s, %(year)s") % {"figure": label, "year": wording.year_words(year)}
            rows.append((name, told))
    return rows


def _with_note(one: Said) -> str:
    return f"{one.value} · {one.note}" if one.note else one.value
