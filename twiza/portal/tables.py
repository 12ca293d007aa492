"""The open tables: what stands in their rows, read piece by piece so that none is held whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from twiza.bank.models import ProjectModel
from twiza.opportunities.models import Opportunity
from twiza.packs import queries as packs
from twiza.packs.schema import LocalText
from twiza.packs.schema import ProjectModel as Model
from twiza.packs.schema.bank import Figure
from twiza.territories import queries, snapshot
from twiza.territories.models import Territory
from twiza.ui.exports import Cell

Row = Sequence[Cell]
LANGUAGES = ("ar", "fr", "en")
PIECE = 2000


def in_three(name: str) -> list[str]:
    """Names of three columns, one a language."""
    return [f"{name}_{language}" for language in LANGUAGES]


def texts(told: LocalText | dict[str, str] | None) -> list[str]:
    """Cells of three columns, one a language; empty where there is no text."""
    if told is None:
        return ["", "", ""]
    held = told.model_dump() if isinstance(told, LocalText) else told
    return [held.get(language, "") for language in LANGUAGES]


def territory_columns() -> list[str]:
    """Columns of :func:`territories`."""
    measures = ["other_names", "latitude", "longitude", "area_km2", "attributes"]
    return ["code", "parent", "level", "kind", *in_three("name"), *measures]


def territories() -> Iterator[Row]:
    """Every territory, by code; several names or attributes as ``a|b`` and ``name=a|b;name=c``."""
    rows = Territory.objects.current().select_related("parent").order_by("code")
    for one in rows.iterator(chunk_size=PIECE):
        attributes = ";".join(f"{name}={'|'.join(values)}" for name, values in one.attributes.items())
        yield [
            one.code,
            one.parent.code if one.parent else "",
            one.level,
            one.kind,
            *texts(one.names),
            "|".join(one.other_names),
            one.latitude,
            one.longitude,
            one.area_km2,
            attributes,
        ]


def _measured() -> list[tuple[str, int]]:
    matrix = snapshot.current()
    return [(key, year) for key in matrix.keys for year in matrix.years if np.isfinite(matrix.at(key, year)).any()]


def value_columns() -> list[str]:
    """Columns of :func:`values`: one for each indicator and year."""
    return ["code", "level", "kind", *in_three("name"), *(f"{key}_{year}" for key, year in _measured())]


def values() -> Iterator[Row]:
    """Every value of every indicator and year, one row a territory; empty is unknown."""
    matrix = snapshot.current()
    held = [matrix.at(key, year) for key, year in _measured()]
    for row, code in enumerate(matrix.codes):
        known = (round(float(one[row]), 6) if np.isfinite(one[row]) else None for one in held)
        yield [code, matrix.levels[row], matrix.kinds[row], *texts(matrix.names[row]), *known]


def indicator_columns() -> list[str]:
    """Columns of :func:`indicators`."""
    told = [column for name in ("name", "definition", "method", "cannot_say") for column in in_three(name)]
    facts = ["source", "licence", "years", "comparable", "collection", "base", "additive", "minimum", "maximum"]
    return ["key", "facet", "unit", *in_three("unit"), "decimals", *told, *facts]


def indicators() -> Iterator[Row]:
    """The dictionary: every indicator with unit, definition, method, limits and source."""
    for one in queries.comparer().shown:
        told = [cell for text in (one.name, one.definition, one.method, one.cannot_say) for cell in texts(text)]
        unit, source = packs.unit(one.unit), packs.source(one.source)
        years = "|".join(str(year) for year in one.years)
        facts = [one.source, source.content["licence"], years, one.comparable, one.collection]
        measures = [one.base, one.additive, one.minimum, one.maximum]
        yield [one.key, one.facet, one.unit, *texts(unit.name), one.decimals, *told, *facts, *measures]


def reading_columns() -> list[str]:
    """Columns of :func:`readings`."""
    return ["indicator", "when", "means", *in_three("text")]


def readings() -> Iterator[Row]:
    """The dictionary of needs and potentials: what a high and a low value of an indicator mean."""
    for one in queries.comparer().shown:
        for when, reading in (("high", one.high), ("low", one.low)):
            if reading is not None:
                yield [one.key, when, reading.means, *texts(reading.text)]


def use_columns() -> list[str]:
    """Columns of :func:`uses`."""
    return ["model", "part", "indicator", "when", "weight", *in_three("because")]


def uses() -> Iterator[Row]:
    """Which needs each model answers, and which resources it uses."""
    for model in _models():
        for part, declared in (("need", model.needs), ("resources", model.resources)):
            for one in declared:
                yield [model.key, part, one.indicator, one.when, one.weight, *texts(one.because)]


_HEADLINES = ("members", "jobs", "investment", "months_to_first_income")


def model_columns() -> list[str]:
    """Columns of :func:`models`."""
    ranges = [f"{name}_{end}" for name in _HEADLINES for end in ("low", "typical", "high", "unit")]
    told = [*in_three("name"), *in_three("summary"), *in_three("whom")]
    return ["key", "sector", "category", "audience", "places", *told, *ranges, "sourced_share"]


def models() -> Iterator[Row]:
    """Every project model in one row."""
    rows = ProjectModel.objects.current().order_by("key").values_list("content", "sourced_share")
    for content, sourced_share in rows.iterator(chunk_size=50):
        one = Model.model_validate(content)
        figures: list[Figure] = [getattr(one, name) for name in _HEADLINES]
        ranges = [cell for figure in figures for cell in (figure.low, figure.typical, figure.high, figure.unit)]
        told = [cell for text in (one.name, one.summary, one.whom) for cell in texts(text)]
        kinds = [one.key, one.sector, one.category, "|".join(one.audience), "|".join(one.places)]
        yield [*kinds, *told, *ranges, sourced_share]


def figure_columns() -> list[str]:
    """Columns of :func:`figures`."""
    origin = ["source", "fact", "year", "confidence", *in_three("assumption"), *in_three("note")]
    return ["model", "where", *in_three("of"), "low", "typical", "high", "unit", *origin]


def figures() -> Iterator[Row]:
    """Every figure of every model with its origin: a source, a fact, or the reasoning of an assumption."""
    for model in _models():
        for where, of, figure in _figures_in(model, "", None):
            ranges = [figure.low, figure.typical, figure.high, figure.unit]
            origin = [figure.source, figure.fact, figure.year, figure.confidence]
            yield [model.key, where, *texts(of), *ranges, *origin, *texts(figure.assumption), *texts(figure.note)]


def _figures_in(value: Any, where: str, of: LocalText | None) -> Iterator[tuple[str, LocalText | None, Figure]]:
    """Figures within *value*, each with its place and the name of the nearest thing around it."""
    if isinstance(value, Figure):
        yield where, of, value
    elif isinstance(value, tuple):
        for place, inner in enumerate(value, start=1):
            yield from _figures_in(inner, f"{where}.{place}", of)
    elif hasattr(type(value), "model_fields"):
        named = of if where == "" else getattr(value, "name", None) or getattr(value, "role", None) or of
        for name, field in type(value).model_fields.items():
            step = str(field.alias or name)
            yield from _figures_in(getattr(value, name), f"{where}.{step}" if where else step, named)


def fact_columns() -> list[str]:
    """Columns of :func:`facts`."""
    return ["key", "topic", "statement", "value", "unit", "year", "source", "confidence"]


def facts() -> Iterator[Row]:
    """Published statements that the figures lean on, with their address."""
    for key, fact in sorted(packs.facts().items()):
        if not fact.retired:
            yield [key, *(fact.content.get(name) for name in fact_columns()[1:])]


def source_columns() -> list[str]:
    """Columns of :func:`sources`."""
    return ["key", *in_three("title"), *in_three("publisher"), "licence", "url", "year", *in_three("changes")]


def sources() -> Iterator[Row]:
    """Whom the figures come from, under which terms, and what was changed."""
    for key, source in sorted(packs.sources().items()):
        if not source.retired:
            told = source.content
            cells = [told["licence"], told.get("url"), told.get("year")]
            yield [key, *texts(source.title), *texts(source.publisher), *cells, *texts(told.get("changes"))]


OPPORTUNITY_FIELDS = (
    "need",
    "resources",
    "setting",
    "gate",
    "score",
    "place_rank",
    "rank",
    "rank_low",
    "rank_high",
    "top_tenth",
    "grade",
)


def opportunity_columns() -> list[str]:
    """Columns of :func:`opportunities`."""
    return ["code", "model", *OPPORTUNITY_FIELDS]


def opportunities() -> Iterator[Row]:
    """Every model in every place at the declared weights; empty is unknown or excluded (gate 0)."""
    rows = Opportunity.objects.order_by("territory__code", "project_model__key")
    yield from rows.values_list("territory__code", "project_model__key", *OPPORTUNITY_FIELDS).iterator(chunk_size=PIECE)


def _models() -> Iterator[Model]:
    rows = ProjectModel.objects.current().order_by("key").values_list("content", flat=True)
    return (Model.model_validate(content) for content in rows.iterator(chunk_size=50))
