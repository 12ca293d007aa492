"""Tell us who you are and what you can do."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.opportunities import encoder, finding
from twiza.opportunities.forms import MatchForm
from twiza.opportunities.meaning import LONGEST
from twiza.territories import snapshot
from twiza.ui.components.forms import Field
from twiza.ui.components.navigation import Link


@require_GET
def match(request: HttpRequest) -> HttpResponse:
    """A group's own words; the project models that answer them, and how each fits its place."""
    form = MatchForm(request.GET)
    form.is_valid()
    told, where = form.cleaned_data.get("text", ""), form.cleaned_data.get("where", "")
    place = finding.place_of(form.cleaned_data.get("place", ""), where, snapshot.current().finest)
    found = finding.answers(told, place.territory) if told else []
    return render(
        request,
        "opportunities/match.html",
        {
            "told": told,
            "where": where,
            "asked": "text" in request.GET,
            "too_long": form.too_long,
            "longest": LONGEST,
            "place": place.territory,
            "unplaced": bool(where) and place.territory is None,
            "candidates": [(one, "?" + urlencode({"text": told, "place": one.key})) for one in place.candidates],
            "answers": found,
            "fields": _fields(told, where, place),
            "examples": [(text, "?" + urlencode({"text": text})) for text in _examples()],
            "by_meaning": bool(found) and encoder.load() is not None,
            "browse_link": Link(_("See all project models"), reverse("bank:models")),
        },
    )


def _fields(told: str, where: str, place: finding.Place) -> list[Field]:
    return [
        Field(
            name="text",
            label=_("Who are you, and what can you do or what do you have?"),
            kind="textarea",
            value=told,
            help=_("In Arabic, Darija (any letters), French or English; a sentence or two is enough."),
            attributes={"maxlength": str(LONGEST)},
        ),
        Field(
            name="where",
            label=_("Where?"),
            value=place.territory.name if place.territory else where,
            required=False,
            help=_("The name of your town or village"),
            autocomplete="off",
        ),
    ]


def _examples() -> list[str]:
    """Sentences to try, in the languages that are read."""
    return [
        "نحن ست نساء، نعرف الخياطة والطرز، وعندنا ثلاث آلات",
        "bghina nbi3o l3sel dyalna",
        "Nous avons des chèvres et nous savons faire du fromage",
    ]
