"""What is open to take away: each table with its words, its years, its sources and its terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from twiza.packs import queries as packs
from twiza.packs.models import Source
from twiza.portal import tables
from twiza.portal.tables import Row
from twiza.territories import queries, snapshot

OWN_LICENCE = "Apache-2.0"
"""Of what is the project's own work: models, scores, words."""

LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "MIT": "https://opensource.org/license/mit",
    "BSD-3-Clause": "https://opensource.org/license/bsd-3-clause",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}
"""Addresses of the licences that sources use; a source may write more behind the name."""


@dataclass(frozen=True)
class Open:
    """One thing to take away, in words."""

    name: str
    title: str | Promise
    about: str | Promise
    credits: Callable[[], list[str]]

    @property
    def sources(self) -> list[Source]:
        """Whom its figures come from; none for what is wholly the project's own."""
        return [packs.source(key) for key in self.credits()]

    @property
    def licence(self) -> str:
        """Under which terms it may be used: those of the sources, or the project's own."""
        return " · ".join(dict.fromkeys(str(source.content["licence"]) for source in self.sources)) or OWN_LICENCE


@dataclass(frozen=True)
class Dataset(Open):
    """A table. ``rows`` is read anew at each call and never held whole."""

    columns: Callable[[], list[str]]
    rows: Callable[[], Iterator[Row]]
    forms: tuple[str, ...] = ("csv", "xlsx")
    measured: bool = False

    @property
    def years(self) -> list[int]:
        """The years that were measured; empty for what has none."""
        return list(snapshot.current().years) if self.measured else []


def of_indicators(*facets: str) -> list[str]:
    """Sources of the indicators (of *facets* only, if any are named), those of most indicators first."""
    named = [d.source for d in queries.comparer().shown if not facets or d.facet in facets]
    return sorted(dict.fromkeys(named), key=lambda key: (-named.count(key), key))


def of_outlines() -> list[str]:
    """Source of the outlines: the one that areas are measured from."""
    return [d.source for d in queries.comparer().shown if d.key == "area"] or of_indicators("land")


def of_places() -> list[str]:
    """Sources of where places lie and of what they are like."""
    return of_indicators("land") or of_indicators()


def nobody() -> list[str]:
    """For what is wholly the project's own."""
    return []


TABLES = (
    Dataset(
        "territories",
        lazy("Territories"),
        lazy("Every territory with its official code, its names, its place and what is above it."),
        of_places,
        tables.territory_columns,
        tables.territories,
    ),
    Dataset(
        "values",
        lazy("All figures"),
        lazy("Every indicator and year for every territory, in one table. Empty is unknown."),
        of_indicators,
        tables.value_columns,
        tables.values,
        measured=True,
    ),
    Dataset(
        "indicators",
        lazy("Dictionary of indicators"),
        lazy("What each indicator means, its unit, how it was worked out, and what it cannot say."),
        nobody,
        tables.indicator_columns,
        tables.indicators,
    ),
    Dataset(
        "needs",
        lazy("Dictionary of needs and potentials"),
        lazy("What a high and a low value of each indicator means for somebody who wants to found."),
        nobody,
        tables.reading_columns,
        tables.readings,
    ),
    Dataset(
        "models",
        lazy("Project models"),
        lazy("Each model in one row: what it is, whom it serves, members, jobs, investment."),
        nobody,
        tables.model_columns,
        tables.models,
    ),
    Dataset(
        "figures",
        lazy("Figures of project models"),
        lazy("Every price, yield, cost and investment as a range, with its source or the reasoning of our assumption."),
        nobody,
        tables.figure_columns,
        tables.figures,
    ),
    Dataset(
        "uses",
        lazy("What project models ask of a place"),
        lazy("Which needs each model answers and which resources it uses, with their weights and why."),
        nobody,
        tables.use_columns,
        tables.uses,
    ),
    Dataset(
        "facts",
        lazy("Published facts"),
        lazy("The statements that figures of models lean on, with their address and how sure they are."),
        nobody,
        tables.fact_columns,
        tables.facts,
    ),
    Dataset(
        "sources",
        lazy("Sources"),
        lazy("Whom figures come from, under which terms, and what was changed from the published form."),
        nobody,
        tables.source_columns,
        tables.sources,
    ),
    Dataset(
        "opportunities",
        lazy("Opportunities"),
        lazy("Every project model in every place at the declared weights: parts, score, ranks, how sure they are."),
        of_indicators,
        tables.opportunity_columns,
        tables.opportunities,
        forms=("csv",),
        measured=True,
    ),
)


OUTLINES = Open(
    "outlines",
    lazy("Outlines"),
    lazy("The outline of every smallest territory as GeoJSON (WGS 84), simplified so that neighbours keep one border."),
    of_outlines,
)


def table(name: str) -> Dataset:
    """The table of that name. KeyError if there is none."""
    return {one.name: one for one in TABLES}[name]


def address_of_licence(licence: str) -> str:
    """Where a licence stands, or nothing if it is not a known one.

    >>> address_of_licence("MIT (something 1.0)")
    'https://opensource.org/license/mit'
    """
    return next((address for name, address in LICENCES.items() if licence.startswith(name)), "")
