"""The filters of the list as fields, and the words for what is shown of a cooperative."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from twiza.bank.queries import sectors
from twiza.registry import queries
from twiza.registry.forms import SORTS, FilterForm
from twiza.registry.models import Status
from twiza.territories.models import Territory
from twiza.ui.components.forms import Choice, Field


def fields(form: FilterForm, place: Territory | None, *, sorted_too: bool = True) -> list[Field]:
    """One field for each filter, in the order in which people ask."""
    found = [
        _select(form, "territory", _("Where"), _places(place), first=_("The whole country")),
        _select(form, "sector", _("Sector"), [(s.key, s.name) for s in sectors()]),
        _select(form, "model", _("Project model"), sorted(((m.key, m.name) for m in queries.models()), key=_by_name)),
        _select(form, "status", _("Status"), Status.choices),
        _select(form, "year", _("Registered in"), [(str(year), str(year)) for year in queries.years()]),
    ]
    if sorted_too:
        found.append(_select(form, "sort", _("Order"), SORTS[1:], first=str(SORTS[0][1])))
    return found


def _by_name(choice: tuple[str, object]) -> str:
    return str(choice[1]).casefold()


def _places(chosen: Territory | None) -> list[tuple[str, str]]:
    """The country's first units with the units below each, and the chosen place if it is smaller."""
    rows = list(Territory.objects.current().filter(depth__in=(1, 2)).order_by("path"))
    found = [(row.code, row.name if row.depth == 1 else f"— {row.name}") for row in rows]
    if chosen and chosen.depth and chosen.code not in dict(found):
        found.append((chosen.code, f"—— {chosen.name}"))
    return found


def _select(form: FilterForm, name: str, label: str, choices: Iterable[tuple[str, object]], first: str = "") -> Field:
    chosen = form.data.get(name, "")
    options = [Choice("", first or _("All"), not chosen)]
    options += [Choice(key, str(told), key == chosen) for key, told in choices]
    return Field(name=name, label=label, kind="select", choices=options)
