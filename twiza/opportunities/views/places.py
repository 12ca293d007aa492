"""A place and all its project models, ranked, with their reasons."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.bank import wording
from twiza.bank.queries import sectors
from twiza.opportunities import basis, presenting, queries
from twiza.opportunities.forms import WeightsForm
from twiza.opportunities.queries import ModelBelow, PlaceOpportunities
from twiza.opportunities.reading import Card
from twiza.opportunities.views import shared
from twiza.packs import queries as packs
from twiza.packs.keeping import kept_while_in_force
from twiza.territories import snapshot
from twiza.territories.models import Territory
from twiza.ui import exports
from twiza.ui.components.data import Column
from twiza.ui.components.forms import Choice, Field
from twiza.ui.exports import Cell

PER_PAGE = 10


@require_GET
@kept_while_in_force
def place(request: HttpRequest, code: str) -> HttpResponse:
    """All project models for one place; for a region or the country, a table over its places."""
    territory = shared.place_of(code)
    if territory.level != snapshot.current().finest:
        return _above(request, territory)
    asked = WeightsForm(request.GET)
    found = queries.for_place(territory, asked.weights())
    cards = _ordered(_filtered(found.cards, request), request.GET.get("sort", ""))
    language = shared.language()
    beside = presenting.compared(territory, language)
    page = Paginator(cards, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request,
        "opportunities/place.html",
        {
            "place": territory,
            "trail": shared.trail(territory),
            "found": found,
            "page": page,
            "cards": [presenting.ranked_card(card, territory, language, asked.query, beside) for card in page],
            "shown": len(cards),
            "excluded": _reasons_to_exclude(found, language),
            "weights": asked.shown(),
            "weights_usual": asked.weights() is None,
            "weights_wrong": asked.given and not asked.is_valid(),
            "active": shared.active(request, asked),
            "filters": _filters(request, language),
            "downloads": shared.downloads("opportunities:place-table", [code], query.urlencode(), _("This table")),
        },
    )


def _filtered(cards: list[Card], request: HttpRequest) -> list[Card]:
    sector, audience = request.GET.get("sector", ""), request.GET.get("audience", "")
    return [
        card
        for card in cards
        if (not sector or card.definition.sector == sector)
        and (not audience or audience in card.definition.audience)
        and (not request.GET.get("priority") or card.priority)
    ]


def _ordered(cards: list[Card], by: str) -> list[Card]:
    keys = {
        "need": lambda card: -(card.need or 0),
        "resources": lambda card: -(card.resources or 0),
        "sure": lambda card: -(card.top_tenth or 0),
        "investment": lambda card: card.model.investment_low,
    }
    return sorted(cards, key=keys[by]) if by in keys else cards


def _filters(request: HttpRequest, language: str) -> list[Field]:
    """Fields that narrow and order the list."""
    orders = [
        ("", _("Score")),
        ("need", _("Need")),
        ("resources", _("Resources")),
        ("sure", _("How sure it is")),
        ("investment", _("Smallest investment first")),
    ]
    named = [(s.key, str(s.names.get(language) or s.names["ar"])) for s in sectors()]
    priority = Field(
        name="priority",
        label=_("Only priorities"),
        kind="checkbox",
        value="1",
        checked=bool(request.GET.get("priority")),
    )
    return [
        _select(request, "sector", _("Sector"), [("", _("All")), *named]),
        _select(request, "audience", _("For whom above all"), [("", _("All")), *wording.audiences().items()]),
        _select(request, "sort", _("Order"), orders),
        priority,
    ]


def _select(request: HttpRequest, name: str, label: str, options: list[tuple[str, str]]) -> Field:
    chosen = request.GET.get(name, "")
    choices = [Choice(key, told, key == chosen) for key, told in options]
    return Field(name=name, label=label, kind="select", choices=choices)


def _reasons_to_exclude(found: PlaceOpportunities, language: str) -> list[tuple[Card, list[str]]]:
    """Each model that is not possible here, with the conditions that say so."""
    return [
        (card, [v.condition.text.get(language) for v in card.failed if v.condition.factor == 0])
        for card in found.excluded
    ]


def _above(request: HttpRequest, territory: Territory) -> HttpResponse:
    """A unit above the finest level: every model over the places in it."""
    name = f"opportunities below {basis.current().digest} {territory.code}"
    rows = packs.remember(name, lambda: queries.below(territory))
    by = request.GET.get("sort", "")
    return render(
        request,
        "opportunities/below.html",
        {
            "place": territory,
            "trail": shared.trail(territory),
            "rows": _below_ordered(rows, by),
            "places": rows[0].places if rows else 0,
            "plural": shared.level_plural(snapshot.current().finest),
            "columns": _below_columns(by),
            "downloads": shared.downloads("opportunities:place-table", [territory.code], "", _("This table")),
        },
    )


def _below_ordered(rows: list[ModelBelow], by: str) -> list[ModelBelow]:
    keys = {
        "possible": lambda row: -row.possible,
        "priorities": lambda row: -row.priorities,
        "name": lambda row: row.model.name.casefold(),
    }
    return sorted(rows, key=keys[by]) if by in keys else rows


def _below_columns(by: str) -> list[Column]:
    def column(label: str, key: str, *, numeric: bool = True) -> Column:
        order = "ascending" if key == "name" else "descending"
        return Column(label, numeric, f"?sort={key}", order if by == key else "")  # type: ignore[arg-type]

    return [
        column(_("Project model"), "name", numeric=False),
        column(_("Median score"), ""),
        column(_("Possible in"), "possible"),
        column(_("Priority in"), "priorities"),
        Column(_("Best places")),
    ]


PLACE_COLUMNS = (
    "place_rank", "model", "name_ar", "name_fr", "name_en", "score", "need", "resources", "setting", "gate", "grade",
    "rank", "rank_low", "rank_high", "places_ranked", "top_tenth", "priority", "failed_conditions",
)  # fmt: skip
BELOW_COLUMNS = ("model", "name_ar", "name_fr", "name_en", "median_score", "possible", "places", "priorities", "best")


@require_GET
def place_table(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The same as CSV or XLSX, with the weights and filters of the page; excluded models last."""
    territory = shared.place_of(code)
    name = f"opportunities-{territory.code}"
    if territory.level != snapshot.current().finest:
        below = (_below_row(row) for row in queries.below(territory))
        return exports.table(name, BELOW_COLUMNS, below, form=form, rtl=get_language_bidi(), notes=notes())
    found = queries.for_place(territory, shared.weights_of(request))
    cards = _ordered(_filtered(found.cards, request), request.GET.get("sort", ""))
    every = [*cards, *_filtered(found.unknown, request), *_filtered(found.excluded, request)]
    return exports.table(name, PLACE_COLUMNS, _rows(every), form=form, rtl=get_language_bidi(), notes=notes())


def notes() -> list[str]:
    """What a table of scores must say of itself."""
    country = packs.country()
    version = f"{country.country} {country.version}" if country else ""
    return [
        _("Scores of method %(method)s on data %(data)s.") % {"method": basis.METHOD, "data": version},
        _("A score compares places; it does not foresee success."),
    ]


def _rows(cards: list[Card]) -> Iterator[list[Cell]]:
    for card in cards:
        names = card.model.names
        yield [
            card.place_rank,
            card.model.key,
            *(names.get(language, "") for language in ("ar", "fr", "en")),
            *(rounded(value) for value in (card.score, card.need, card.resources, card.setting)),
            card.gate,
            card.grade,
            card.rank,
            card.rank_low,
            card.rank_high,
            card.participants,
            rounded(card.top_tenth),
            card.priority,
            " ".join(verdict.condition.key for verdict in card.failed),
        ]


def _below_row(row: ModelBelow) -> list[Cell]:
    names = [row.model.names.get(language, "") for language in ("ar", "fr", "en")]
    best = " ".join(place.code for place in row.best)
    return [row.model.key, *names, rounded(row.median), row.possible, row.places, row.priorities, best]


def rounded(value: float | None) -> float | None:
    """*value* to four decimals, as tables hold it."""
    return None if value is None else round(value, 4)
