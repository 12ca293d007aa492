"""The extract of one cooperative: what it says, and a new version whenever that has changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone

from twiza.packs import queries as packs
from twiza.papers import commands as papers
from twiza.papers import queries, typesetting
from twiza.papers.editions import Edition
from twiza.papers.models import Paper
from twiza.registry.models import Cooperative
from twiza.registry.paper import words
from twiza.territories.models import Territory
from twiza.ui import formats
from twiza.ui.components.marks import pierced

SUBJECT, KIND = "cooperative", "register-extract"
TEMPLATE = Path(__file__).with_name("extract.typ")
SIZES = ("1", "0.92", "0.84", "0.76", "0.68")
"""Of all letters, tried in turn until everything stands on one sheet."""
REASONS = {
    "name_ar": "name", "name_latin": "name", "territory": "place", "members_count": "members",
}  # fmt: skip
"""Names of fields in the words of papers; the others are called as they are."""


def current_extract(cooperative: Cooperative) -> Paper | None:
    """The extract that holds today, or nothing while none was asked for."""
    found = queries.current(SUBJECT, str(cooperative.public_id))
    return next((one for one in found if one.kind == KIND), None)


def issue_extract(*, cooperative: Cooperative, by: str, because: Sequence[str] = ()) -> Paper:
    """The extract of what the register says today; the current one, where it says just that."""
    data = says(cooperative)
    return papers.issue(
        subject_kind=SUBJECT,
        subject_key=str(cooperative.public_id),
        kind=KIND,
        title={"ar": words.TITLE[0], "fr": words.TITLE[1], "en": words.ENGLISH_TITLE},
        data=data,
        pdf=lambda edition: _set(data, edition, timezone.localdate()),
        by=by,
        because=because,
    )


def renew_extract(*, cooperative: Cooperative, by: str, because: Iterable[str]) -> None:
    """Replace the extract that somebody holds, since the register says something else now."""
    if current_extract(cooperative) is not None:
        issue_extract(cooperative=cooperative, by=by, because=sorted({REASONS.get(one, one) for one in because}))


def says(cooperative: Cooperative) -> dict[str, Any]:
    """Everything the extract says of *cooperative*: each line in Arabic and in French. No member is named."""
    country = packs.country()
    return {
        "country": [country.name.ar, country.name.get("fr")] if country else ["", ""],
        "example": cooperative.example,
        "name": [cooperative.name_ar, cooperative.name_latin],
        "lines": [
            {"label": list(words.LABELS[key]), "told": list(told), "known": told != words.NOT_KNOWN}
            for key, told in _lines(cooperative)
        ],
    }


def _lines(one: Cooperative) -> list[tuple[str, words.Two]]:
    sector = one.sector
    return [
        ("number", _same(one.number)),
        ("registered_on", _day(one.registered_on)),
        *([("confirmation", words.CONFIRMATION[one.confirmation])] if one.confirmation in words.CONFIRMATION else []),
        ("kind", words.KINDS.get(one.kind, words.KINDS["cooperative"])),
        ("status", words.STATUS[one.status]),
        ("seat", _seat(one.territory)),
        ("activity", _same(one.activity)),
        *([("sector", (sector.names["ar"], sector.names.get("fr") or sector.names["ar"]))] if sector else []),
        ("capital", _money(one.capital)),
        ("share_value", _money(one.share_value)),
        ("members", _same("" if one.members_count is None else formats.number(one.members_count, 0, language="fr"))),
    ]


def _same(told: str) -> words.Two:
    """What is written alike in both languages stands once."""
    return (told, "") if told else words.NOT_KNOWN


def _day(day: datetime.date | None) -> words.Two:
    return words.NOT_KNOWN if day is None else _in_both(day)


def _in_both(day: datetime.date) -> words.Two:
    return formats.long_date(day, language="ar"), formats.long_date(day, language="fr")


def _money(value: Decimal | None) -> words.Two:
    if value is None:
        return words.NOT_KNOWN
    return formats.money(value, 2, language="ar"), formats.money(value, 2, language="fr")


def _seat(place: Territory) -> words.Two:
    """The place and every unit above it but the country."""
    line = [place]
    while line[-1].parent is not None and line[-1].parent.depth:
        line.append(line[-1].parent)
    arabic = "، ".join(one.names["ar"] for one in line)
    return arabic, ", ".join(one.names.get("fr") or one.names["ar"] for one in line)


def _set(data: dict[str, Any], edition: Edition, day: datetime.date) -> bytes:
    given = {
        **data,
        "title": list(words.TITLE),
        "name_label": list(words.LABELS["name"]),
        "example_words": list(words.EXAMPLE),
        "notes": [list(words.MEMBERS_HIDDEN), list(words.JURIST)],
        "check": list(words.CHECK),
        "issued": [f"{told} {when}" for told, when in zip(words.ISSUED, _in_both(day), strict=True)],
        "version": [f"{told} {edition.version}" for told in words.VERSION],
        "day": [day.year, day.month, day.day],
        "code": edition.code,
        "address": edition.address,
        "qr": edition.qr,
        "star": pierced(12),
    }
    return typesetting.pdf_within(TEMPLATE, given, day=day, most=1, sizes=SIZES)
