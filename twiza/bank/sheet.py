"""Everything the page of one project model shows, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from twiza.bank import wording
from twiza.bank.figures import Told, origin, told
from twiza.bank.models import ProjectModel
from twiza.packs import queries as packs
from twiza.packs import schema
from twiza.packs.checks.references import walk
from twiza.packs.schema import LocalText
from twiza.packs.schema.text import Sourced
from twiza.ui import formats
from twiza.ui.components.charts import Bar, BarChart
from twiza.ui.components.navigation import Link


@dataclass(frozen=True)
class Line:
    """One named line of money, labour or land, with the figures under their names."""

    name: str
    about: str
    figures: tuple[tuple[str, Told], ...]


@dataclass(frozen=True)
class Criterion:
    """A need answered or a resource used: the indicator, which end of it helps, why, how much it counts."""

    indicator: Link
    wants: str
    because: str
    weight: float


@dataclass(frozen=True)
class Requirement:
    """A condition: its words, how it is checked (empty: cannot be), what follows where it fails."""

    text: str
    test: str
    consequence: str


@dataclass(frozen=True)
class Paper:
    """A permit or a label; without source or fact it is still to be confirmed."""

    name: str
    text: str
    confirmed: bool
    year: int | None
    source: str
    href: str


@dataclass(frozen=True)
class Reference:
    """A fact or a source that the page leans on, with addresses where it was published."""

    anchor: str
    text: str
    year: int | None
    confidence: str
    names: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Months:
    """The twelve months with strong sales and work; an empty choice means all year."""

    names: tuple[str, ...]
    sales: tuple[bool, ...]
    work: tuple[bool, ...]
    note: str


@dataclass(frozen=True)
class ModelPage:
    """The whole page. Texts are in one language."""

    model: ProjectModel
    definition: schema.ProjectModel
    language: str
    indicators: Mapping[str, Mapping[str, str]]

    def _text(self, text: LocalText) -> str:
        return text.get(self.language)

    @cached_property
    def name(self) -> str:
        return self._text(self.definition.name)

    @cached_property
    def sector(self) -> str:
        names = self.model.sector.names
        return str(names.get(self.language) or names["ar"])

    @cached_property
    def summary(self) -> str:
        return self._text(self.definition.summary)

    @cached_property
    def whom(self) -> str:
        return self._text(self.definition.whom)

    @cached_property
    def how(self) -> list[str]:
        return [self._text(step) for step in self.definition.how]

    @cached_property
    def kind(self) -> str:
        return wording.categories()[self.definition.category]

    @cached_property
    def audience(self) -> list[str]:
        names = wording.audiences()
        return [names[one] for one in self.definition.audience]

    @cached_property
    def places(self) -> list[str]:
        names = wording.places()
        return [names[one] for one in self.definition.places]

    @cached_property
    def headline(self) -> list[tuple[str, Told]]:
        """The first figures: members, jobs, investment, time to the first income."""
        d = self.definition
        return self._told(
            (_("Members"), d.members),
            (_("Jobs"), d.jobs),
            (_("Money needed to open"), d.investment),
            (_("Until the first income"), d.months_to_first_income),
            (_("Land for each member"), d.area_per_member),
            (_("Working capital"), d.working_capital),
        )

    def _told(self, *pairs: tuple[str, schema.Figure | None]) -> list[tuple[str, Told]]:
        return [(label, shown) for label, figure in pairs if (shown := told(figure, self.language))]

    @cached_property
    def figures(self) -> tuple[int, int]:
        """How many figures have a published source, and how many there are."""
        found = [part for _path, part in walk(self.definition) if isinstance(part, schema.Figure)]
        return sum(one.assumption is None for one in found), len(found)

    @cached_property
    def products(self) -> list[Line]:
        return [
            Line(
                self._text(p.name),
                _("sold by the %(unit)s") % {"unit": self._text(packs.unit(p.unit).name)},
                tuple(
                    self._told(
                        (_("Price"), p.price),
                        (_("Sold in a full year"), p.volume),
                        (_("Yield"), p.yield_),
                        (_("Lost or unsold"), p.losses),
                    )
                ),
            )
            for p in self.definition.products
        ]

    @cached_property
    def inputs(self) -> list[Line]:
        names = {p.key: self._text(p.name) for p in self.definition.products}
        return [
            Line(
                self._text(i.name),
                _("for: %(product)s") % {"product": names[i.product]} if i.product else _("for all products"),
                tuple(self._told((_("Price"), i.price), (_("For one unit of product"), i.quantity))),
            )
            for i in self.definition.inputs
        ]

    @cached_property
    def investments(self) -> list[Line]:
        kinds = wording.investment_kinds()
        return [
            Line(
                self._text(i.name),
                _(" · ").join([kinds[i.kind], *([wording.life(i.life_years)] if i.life_years else [])]),
                tuple(self._told((wording.count(i.quantity), i.unit_cost))),
            )
            for i in self.definition.investments
        ]

    @cached_property
    def labour(self) -> list[Line]:
        return [
            Line(
                self._text(w.role),
                _(" · ").join([_("members") if w.who == "members" else _("employees"), wording.months(w.months)]),
                tuple(self._told((_("Number of people"), w.people), (_("Pay of a month"), w.pay))),
            )
            for w in self.definition.labour
        ]

    @cached_property
    def yearly_costs(self) -> list[Line]:
        return [
            Line(self._text(c.name), "", tuple(self._told((_("In a year"), c.amount))))
            for c in self.definition.yearly_costs
        ]

    @cached_property
    def ramp_up(self) -> BarChart:
        """What share of a full year's sales is reached in each of the five years."""
        items = [
            Bar(_("Year %(number)s") % {"number": formats.isolated(str(year))}, share)
            for year, share in enumerate(self.definition.ramp_up, start=1)
        ]
        return BarChart(
            title=_("How sales grow"),
            items=items,
            description=self._text(self.definition.ramp_up_reason),
            unit="%",
            decimals=0,
        )

    @cached_property
    def season(self) -> Months:
        d = self.definition
        return Months(
            formats.locale(self.language).months,
            tuple(not d.season_of_sales or month in d.season_of_sales for month in range(1, 13)),
            tuple(not d.season_of_work or month in d.season_of_work for month in range(1, 13)),
            self._text(d.season_note) if d.season_note else "",
        )

    @cached_property
    def needs(self) -> list[Criterion]:
        return [self._criterion(use) for use in self.definition.needs]

    @cached_property
    def resources(self) -> list[Criterion]:
        return [self._criterion(use) for use in self.definition.resources]

    def _criterion(self, use: schema.Use) -> Criterion:
        return Criterion(
            Link(self._indicator(use.indicator), reverse("territories:indicator", args=[use.indicator])),
            _("the higher, the better") if use.when == "high" else _("the lower, the better"),
            self._text(use.because),
            use.weight,
        )

    def _indicator(self, key: str) -> str:
        names = self.indicators.get(key, {})
        return names.get(self.language) or names.get("ar", key)

    @cached_property
    def conditions(self) -> list[Requirement]:
        return [
            Requirement(
                self._text(c.text),
                wording.test(c.test, self._indicator, self.language) if c.test else "",
                wording.consequence(c.factor) if c.test else "",
            )
            for c in self.definition.conditions
        ]

    @cached_property
    def risks(self) -> list[tuple[str, str]]:
        return [(self._text(r.text), self._text(r.answer)) for r in self.definition.risks]

    @cached_property
    def permits(self) -> list[Paper]:
        return self._papers("permit")

    @cached_property
    def labels(self) -> list[Paper]:
        return self._papers("label")

    def _papers(self, kind: str) -> list[Paper]:
        found = []
        for p in self.definition.permits:
            if p.kind == kind:
                year, source, href = origin(p, self.language)
                found.append(Paper(self._text(p.name), self._text(p.text), bool(href), year, source, href))
        return found

    @cached_property
    def skills(self) -> list[str]:
        return [self._text(s) for s in self.definition.skills]

    @cached_property
    def environment(self) -> str:
        return self._text(self.definition.environment)

    @cached_property
    def unknown(self) -> list[str]:
        return [self._text(u) for u in self.definition.unknown]

    @cached_property
    def questions(self) -> list[str]:
        return [self._text(q.text) for q in self.definition.questions]

    @cached_property
    def references(self) -> list[Reference]:
        """Every fact and source that the model names, each once, in the order of the page."""
        sourced = [part for _path, part in walk(self.definition) if isinstance(part, Sourced)]
        facts = dict.fromkeys([*(p.fact for p in sourced if p.fact), *self.definition.facts])
        sources = dict.fromkeys(p.source for p in sourced if p.source)
        return [*(self._fact(key) for key in facts), *(self._source(key) for key in sources)]

    def _fact(self, key: str) -> Reference:
        content = packs.fact(key).content
        names, links = addresses(content.get("source") or "")
        return Reference(
            f"fact-{key}", content["statement"], content.get("year"), str(content["confidence"]), names, links
        )

    def _source(self, key: str) -> Reference:
        held = packs.source(key)
        url = held.content.get("url")
        return Reference(
            f"source-{key}",
            f"{held.publisher.get(self.language)} — {held.title.get(self.language)}",
            held.content.get("year"),
            "",
            (),
            (Link(_host(url), url),) if url else (),
        )


def addresses(source: str) -> tuple[tuple[str, ...], tuple[Link, ...]]:
    """What a fact names as its source, parted into words and web addresses.

    >>> addresses("Journal, 2 May ; https://a.example/x")
    (('Journal, 2 May',), (Link(label='a.example', href='https://a.example/x', current=False, count=None),))
    """
    parts = [part.strip() for piece in source.split(" ; ") for part in piece.split("; ") if part.strip()]
    links = tuple(Link(_host(part), part) for part in parts if _is_address(part))
    return tuple(part for part in parts if not _is_address(part)), links


def _is_address(text: str) -> bool:
    return text.startswith(("https://", "http://")) and " " not in text


def _host(url: str) -> str:
    return url.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")
