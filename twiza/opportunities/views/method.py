"""How a score comes about, for people who are no economists."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.calc import draws, grades, scoring, uncertainty
from twiza.opportunities import basis, explaining, presenting, queries, two_way
from twiza.opportunities.models import Opportunity
from twiza.opportunities.reading import Card
from twiza.opportunities.views import shared
from twiza.packs import queries as packs
from twiza.packs.keeping import kept_while_in_force
from twiza.territories import snapshot
from twiza.territories.models import Territory
from twiza.ui.components.charts import Bars
from twiza.ui.components.data import Column


@require_GET
@kept_while_in_force
def method(request: HttpRequest) -> HttpResponse:
    """The method with a worked example, its test against what came later, and its limits."""
    found = example()
    language = shared.language()
    country = packs.country()
    pack = country.country if country else ""
    backtest = packs.document("backtest")
    matrix = snapshot.current()
    return render(
        request,
        "opportunities/method.html",
        {
            "version": basis.METHOD,
            "pack": f"{country.country} {country.version}" if country else "",
            "pack_path": f"packs/{pack}",
            "example": _example(*found, language) if found else None,
            "places": len(matrix.rows(matrix.finest)),
            "plural": shared.level_plural(matrix.finest),
            "draws": draws.DRAWS,
            "priority": 100 * uncertainty.PRIORITY,
            "half": 100 * scoring.ENOUGH_KNOWN,
            "counted": grades.ENOUGH_COUNTED,
            "correlation": two_way.pairs().correlation,
            "backtest": backtest,
            "backtest_rows": _backtest_rows(backtest) if backtest else [],
            "backtest_columns": _backtest_columns(),
            "features": _names(backtest["features"], language) if backtest else [],
        },
    )


def example() -> tuple[Territory, Card] | None:
    """The first place of the model that is possible in most places: nobody chooses one by hand."""
    ground = basis.current()
    possible = (ground.gates > 0).sum(axis=0)
    by_places = sorted(range(len(ground.model_keys)), key=lambda j: (-int(possible[j]), ground.model_keys[j]))
    if not by_places:
        return None
    key = ground.model_keys[by_places[0]]
    ranked = Opportunity.objects.filter(project_model__key=key, rank__isnull=False).order_by("rank", "territory__code")
    best = ranked.select_related("territory").first()
    card = explaining.find(queries.for_place(best.territory).cards, key) if best else None
    return (best.territory, card) if best and card else None


def _example(place: Territory, card: Card, language: str) -> dict[str, Any]:
    beside = presenting.compared(place, language)
    return {
        "place": place,
        "card": card,
        "sum": explaining.points(card, explaining.in_effect(None), language),
        "bars": Bars(items=presenting.bars(card), label=card.model.name),
        "first": card.in_favour[0] if card.in_favour else None,
        "reason": presenting.reason(card.in_favour[0], language, beside) if card.in_favour else None,
        "certainty": presenting.certainty(card),
        "interval": presenting.interval(card.rank_low, card.rank_high, card.participants),
        "grade": presenting.grade_mark(card.grade),
    }


def _names(keys: list[str], language: str) -> list[str]:
    indicators = queries.catalogue(basis.current()).indicators
    return [indicators[key].name.get(language) for key in keys if key in indicators]


def _backtest_rows(backtest: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    words = {
        "ridge": _("General potential, as used here"),
        "composite": _("Simple mean of the same figures"),
        "previous": _("Earlier rate of founding alone"),
        "population": _("Number of inhabitants alone"),
    }
    return [(words.get(row["forecast"], row["forecast"]), row) for row in backtest["rows"]]


def _backtest_columns() -> list[Column]:
    return [
        Column(_("Foreseen from")),
        Column(_("All places"), numeric=True),
        Column(_("Within a group"), numeric=True),
        Column(_("Rural places alone"), numeric=True),
    ]
