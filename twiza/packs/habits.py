"""Gives the pages the country's way of writing numbers and dates."""

from __future__ import annotations

from typing import cast

from twiza.packs import queries
from twiza.packs.schema.identity import Language
from twiza.ui import formats


def habits_in(language: str) -> formats.Locale | None:
    """The habits of the country in force in *language*, or nothing where its pack does not say."""
    return queries.remember(f"habits in {language}", lambda: _read(language))


def _read(language: str) -> formats.Locale | None:
    identity = queries.country()
    found = identity.locale.get(cast(Language, language)) if identity else None
    if identity is None or found is None:
        return None
    unit = queries.units().get(identity.currency.lower())
    return formats.Locale(
        decimal=found.decimal,
        group=found.group,
        months=found.months,
        digits=found.digits,
        hijri=found.hijri,
        currency=(unit.symbol if unit else identity.currency_name).get(language),
        country=identity.name.get(language),
    )
