"""What the pages of opportunities have in common: the place, the model, the weights, the way back."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.bank.models import ProjectModel
from twiza.calc.scoring import PartWeights
from twiza.opportunities.forms import WeightsForm
from twiza.packs import queries as packs
from twiza.territories import snapshot
from twiza.territories.models import Territory
from twiza.ui import exports
from twiza.ui.components.data import Download
from twiza.ui.components.forms import Choice
from twiza.ui.components.navigation import Link


def language() -> str:
    """The reader's language."""
    return get_language() or "ar"


def place_of(code: str) -> Territory:
    """The current territory of *code*, or 404."""
    return get_object_or_404(Territory.objects.current(), code=code)


def model_of(key: str) -> ProjectModel:
    """The current project model *key*, or 404."""
    return get_object_or_404(ProjectModel.objects.current().select_related("sector"), key=key)


def weights_of(request: HttpRequest) -> PartWeights | None:
    """The weights of a download; those that cannot be read are refused, for a file cannot explain itself."""
    asked = WeightsForm(request.GET)
    if asked.given and not asked.is_valid():
        raise BadRequest
    return asked.weights()


def trail(place: Territory, *, itself: bool = True) -> list[Link]:
    """The way from the country down to the place."""
    matrix = snapshot.current()
    codes = [*place.ancestor_codes, *([place.code] if itself else [])]
    names = {code: matrix.names[matrix.index[code]] for code in codes if code in matrix.index}
    return [
        Link(name.get(language()) or name["ar"], reverse("portal:territory", args=[code]))
        for code, name in names.items()
    ]


def within_of(request: HttpRequest) -> Territory | None:
    """The territory that a ranking is limited to: ``within``, where it names one above the finest level."""
    code = request.GET.get("within", "")[:40]
    place = Territory.objects.current().filter(code=code, depth__gt=0).first() if code else None
    return place if place and place.level != snapshot.current().finest else None


def within_choices(chosen: Territory | None) -> list[Choice]:
    """The whole country, or one of its first units (and the chosen one, if it is smaller)."""
    units = list(Territory.objects.current().filter(depth=1).order_by("code"))
    if chosen and chosen.pk not in {unit.pk for unit in units}:
        units.append(chosen)
    return [
        Choice("", _("The whole country"), chosen is None),
        *(Choice(unit.code, unit.name, unit == chosen) for unit in units),
    ]


def level_plural(level: str) -> str:
    """What the places of a level are called: "communes"."""
    country = packs.country()
    found = [one.plural.get(language()) for one in country.levels if one.key == level] if country else []
    return found[0] if found else _("places")


def downloads(name: str, arguments: list[str], query: str, label: str) -> list[Download]:
    """The same table in every form, with the filters of the page."""
    tail = f"?{query.lstrip('?')}" if query.lstrip("?") else ""
    return [Download(label, reverse(name, args=[*arguments, form]) + tail, form.upper()) for form in exports.FORMATS]


def active(request: HttpRequest, asked: WeightsForm) -> int:
    """How many filters are in force, own or wrong weights counting as one: the panel then stands open."""
    chosen = sum(bool(request.GET.get(name)) for name in ("sector", "audience", "priority", "sort", "within"))
    return chosen + int(asked.given and (asked.weights() is not None or not asked.is_valid()))
