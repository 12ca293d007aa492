"""The filters of the list as fields, with what was typed and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from twiza.bank.forms import AUDIENCES, CATEGORIES, PLACES, SORTS, FilterForm
from twiza.bank.models import Sector
from twiza.ui import formats
from twiza.ui.components.forms import Choice, Field


def fields(form: FilterForm, sectors: Iterable[Sector], language: str) -> list[Field]:
    """One field for each filter, in the order in which people ask."""
    currency = formats.locale(language).currency
    unit = f" ({currency})" if currency else ""
    named = [(s.key, str(s.names.get(language) or s.names["ar"])) for s in sectors]
    return [
        _select(form, "sector", _("Sector"), named),
        _select(form, "place", _("Kind of place"), PLACES),
        Field(
            name="audience",
            label=_("For whom above all"),
            kind="checkboxes",
            choices=[Choice(key, str(name), key in form.data.getlist("audience")) for key, name in AUDIENCES],  # type: ignore[attr-defined]
        ),
        _number(form, "investment", _("Money to open, at most") + unit),
        _number(form, "members", _("Members to begin with, at most")),
        _number(form, "jobs", _("Jobs, at least")),
        _select(form, "category", _("What members get"), CATEGORIES),
        _number(form, "evidence", _("Figures with a published source, at least (%)")),
        _select(form, "sort", _("Order"), SORTS[1:], first=str(SORTS[0][1])),
    ]


def _select(form: FilterForm, name: str, label: str, choices: Iterable[tuple[str, object]], first: str = "") -> Field:
    chosen = form.data.get(name, "")
    options = [Choice("", first or _("All"), not chosen)]
    options += [Choice(key, str(told), key == chosen) for key, told in choices]
    return Field(name=name, label=label, kind="select", choices=options)


def _number(form: FilterForm, name: str, label: str) -> Field:
    """Text for the browser, which would drop what cannot be read from a field of numbers."""
    return Field(
        name=name,
        label=label,
        required=False,
        value=form.data.get(name, "")[:40],
        error=" ".join(map(str, form.errors.get(name, ()))),
        inputmode="numeric",
    )
