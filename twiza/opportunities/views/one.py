"""One project model in one place: why, how sure, and what is unknown."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.bank.queries import model_page
from twiza.opportunities import basis, explaining, presenting, queries
from twiza.opportunities.forms import WeightsForm
from twiza.opportunities.gates import Verdict
from twiza.opportunities.views import shared
from twiza.packs.keeping import kept_while
from twiza.registry import editions as registry
from twiza.registry.nearby import nearby
from twiza.territories import snapshot
from twiza.ui.components.charts import Bars
from twiza.ui.components.data import Column
from twiza.ui.components.navigation import Link


@require_GET
@kept_while(registry.current)
def opportunity(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The whole reckoning of one score."""
    territory, model = shared.place_of(code), shared.model_of(key)
    if territory.level != snapshot.current().finest:
        return redirect(reverse("opportunities:model-places", args=[key]) + f"?within={territory.code}")
    asked = WeightsForm(request.GET)
    found = queries.for_place(territory, asked.weights())
    card = explaining.find([*found.cards, *found.excluded, *found.unknown], key)
    if card is None:
        raise Http404
    language = shared.language()
    beside = presenting.compared(territory, language)
    here = reverse("opportunities:place", args=[code]) + asked.query
    return render(
        request,
        "opportunities/opportunity.html",
        {
            "place": territory,
            "model": model,
            "card": card,
            "page": model_page(key, language),
            "trail": [*shared.trail(territory), Link(_("What fits here"), here)],
            "query": asked.query,
            "ranked": len(found.cards),
            "bars": Bars(items=presenting.bars(card), label=model.name),
            "sum": explaining.points(card, explaining.in_effect(asked.weights()), language),
            "columns": _columns(beside),
            "conditions": [(one, _outcome(one), _value(one, language)) for one in card.verdicts],
            "certainty": presenting.certainty(card),
            "interval": presenting.interval(card.rank_low, card.rank_high, card.participants),
            "grade": presenting.grade_mark(card.grade),
            "neighbours": explaining.neighbours(territory, model),
            "existing": nearby(territory, model=model),
            "neighbour_columns": [
                Column(_("Place")),
                Column(_("Score"), numeric=True),
                Column(_("Rank"), numeric=True),
                Column(_("First tenth, of 100 draws"), numeric=True),
            ],
            "weights": asked.shown(),
            "weights_usual": asked.weights() is None,
            "weights_wrong": asked.given and not asked.is_valid(),
        },
    )


def _columns(beside: presenting.Compared) -> list[Column]:
    return [
        Column(_("What counts")),
        Column(_("Points"), numeric=True),
        Column(""),
        Column(_("Here"), numeric=True),
        Column(_("Median in %(place)s") % {"place": beside.above}, numeric=True),
        Column(_("Median in %(place)s") % {"place": beside.country}, numeric=True),
        Column(_("Percentile"), numeric=True),
        Column(_("Weight"), numeric=True, unit="%"),
    ]


def _outcome(verdict: Verdict) -> str:
    return {
        "met": _("No obstacle here"),
        "failed": _("An obstacle here"),
        "unknown": _("Not known for this place"),
        "unchecked": _("No data can check this"),
    }[verdict.outcome]


def _value(verdict: Verdict, language: str) -> str:
    """The figure that a condition was checked with."""
    test = verdict.condition.test
    if test is None or test.indicator is None or verdict.value is None:
        return ""
    definition = queries.catalogue(basis.current()).indicators[test.indicator]
    name = definition.name.get(language)
    return f"{name} {presenting.told(verdict.value, definition.unit, definition.decimals, language)}"
