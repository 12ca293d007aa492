"""The names that sentences of a pack may use, what each gives, and what a paper still waits for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from twiza.dossier.dataset.gathering import percent_of
from twiza.dossier.dataset.shape import Dataset, Member
from twiza.packs.schema import PaperTemplate
from twiza.packs.schema.law import Clause

Kind = Literal["text", "names", "place", "places", "number", "number_words", "money", "money_words", "percent", "date"]
Get = Callable[[Dataset], Any]
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True)
class Field:
    """One name: how it is written, where it comes from, whether a paper can do without it, which answer it is."""

    kind: Kind
    get: Get
    optional: bool = False
    answer: str = ""


def _answer(key: str, kind: Kind = "text", *, optional: bool = False) -> Field:
    """What the interview asked."""
    read = {"number": _number, "number_words": _number, "percent": percent_of}.get(kind, _text)
    return Field(kind, lambda told: read(told.answers.get(key)), optional, key)


def _text(value: object) -> str | None:
    return (str(value).strip() or None) if value is not None else None


def _number(value: object) -> Decimal | None:
    """A whole number that is not negative."""
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        return None
    whole = number.is_finite() and 0 <= number < 10**9 and number == number.to_integral_value()
    return number if whole else None


def _officer(office: str) -> Get:
    return lambda told: officer.names if (officer := told.officer(office)) else None


def _meeting(name: str) -> Get:
    return lambda told: (getattr(told.meeting, name) or None) if told.meeting else None


def _own_name(told: Dataset) -> dict[str, str]:
    latin = told.name_latin or told.name
    return {"ar": told.name, "fr": latin, "en": latin}


def _voices(told: Dataset) -> int | None:
    return len(told.meeting.presences) if told.meeting and told.meeting.held else None


def _votes(kind: str) -> Get:
    """The votes on the resolution of a kind, as for, against and abstained."""

    def read(told: Dataset) -> str | None:
        found = next((one for one in told.meeting.decisions if one.kind == kind), None) if told.meeting else None
        return f"{found.votes_for} / {found.votes_against} / {found.abstained}" if found else None

    return read


FIELDS: dict[str, Field] = {
    # Who and where
    "name": Field("names", lambda told: _own_name(told) if told.name else None),
    "name_ar": Field("text", lambda told: told.name or None),
    "name_latin": Field("text", lambda told: told.name_latin or None, optional=True),
    "second_name": _answer("second_name", optional=True),
    "third_name": _answer("third_name", optional=True),
    "seat": _answer("seat"),
    "territory": Field("place", lambda told: told.places[:1] or None),
    "territories": Field("places", lambda told: told.places or None),
    "country": Field("names", lambda told: told.country or None),
    "agency": Field("names", lambda told: told.agency or None, optional=True),
    "object": _answer("object"),
    "area_of_activity": _answer("area_of_activity", optional=True),
    "contact_phone": _answer("contact_phone", optional=True),
    "contact_email": _answer("contact_email", optional=True),
    # Time
    "duration_years": _answer("duration_years", "number"),
    "duration_words": _answer("duration_years", "number_words"),
    "release_years": _answer("release_years", "number"),
    "term_years": _answer("term_years", "number"),
    "term_words": _answer("term_years", "number_words"),
    # People
    "founder_count": Field("number", lambda told: told.founder_count or None),
    "founder_count_words": Field("number_words", lambda told: told.founder_count or None),
    "board_size": _answer("board_size", "number"),
    "president": Field("names", _officer("president")),
    "manager": Field("names", _officer("manager")),
    "treasurer": Field("names", _officer("treasurer"), optional=True),
    "secretary": Field("names", _officer("secretary"), optional=True),
    # Money
    "share_count": Field("number", lambda told: told.share_count or None),
    "share_count_words": Field("number_words", lambda told: told.share_count or None),
    "share_value": Field("money", lambda told: told.share_value),
    "share_value_words": Field("money_words", lambda told: told.share_value),
    "capital": Field("money", lambda told: told.capital),
    "capital_words": Field("money_words", lambda told: told.capital),
    "released_percent": _answer("released_percent", "percent"),
    "capital_released": Field("money", lambda told: told.released),
    "capital_released_words": Field("money_words", lambda told: told.released),
    "capital_remaining": Field("money", lambda told: told.remaining),
    "in_kind_total": Field("money", lambda told: told.in_kind),
    "in_kind_total_words": Field("money_words", lambda told: told.in_kind),
    "cash_total": Field("money", lambda told: None if told.capital is None else told.capital - told.in_kind),
    "liability_times": _answer("liability_times", "number"),
    "share_interest_percent": _answer("share_interest_percent", "percent"),
    # The assembly
    "assembly_date": Field("date", _meeting("day")),
    "assembly_hour": Field("text", _meeting("hour")),
    "assembly_place": Field("text", _meeting("place")),
    "assembly_chair": Field("names", _meeting("chair")),
    "assembly_secretary": Field("names", _meeting("secretary")),
    "voices": Field("number", _voices),
    "votes_on_statutes": Field("text", _votes("statutes")),
    "votes_on_valuation": Field("text", _votes("valuation")),
}
"""Every name, beside ``article``: the number of the clause, counted as clauses stand on the paper."""

ARTICLE = "article"

FIELDS_OF_FOUNDER: dict[str, tuple[Kind, Callable[[Member], Any], bool]] = {
    "founder_name": ("names", lambda one: one.names, False),
    "founder_id": ("text", lambda one: one.national_id or None, False),
    "founder_address": ("text", lambda one: one.address or None, True),
    "founder_shares": ("number", lambda one: one.shares or None, False),
    "founder_shares_words": ("number_words", lambda one: one.shares or None, False),
    "founder_amount": ("money", lambda one: one.amount, False),
    "founder_released": ("money", lambda one: one.released, False),
    "founder_released_words": ("money_words", lambda one: one.released, False),
    "founder_remaining": ("money", lambda one: one.remaining, False),
    "founder_in_kind": ("money", lambda one: one.in_kind, False),
}
"""Names that speak of one founder: a paper that uses one of them is written out once for each."""

CONDITIONS: dict[str, Callable[[Dataset], bool]] = {
    "in_kind": lambda told: bool(told.things),
    "cash": lambda told: bool(told.capital) and told.in_kind < (told.capital or 0),
    "remaining": lambda told: bool(told.remaining),
    "board": lambda told: told.answers.get("board") is not False,
    "manager": lambda told: told.answers.get("board") is False,
    "assembly_held": lambda told: bool(told.meeting and told.meeting.held),
    "valuation_voted": lambda told: _votes("valuation")(told) is not None,
    "more_names": lambda told: bool(_text(told.answers.get("second_name"))),
    "marketing": lambda told: told.answers.get("category") == "marketing",
    "services": lambda told: told.answers.get("category") == "services",
    "work": lambda told: told.answers.get("category") == "work",
}
"""What ``when`` and ``unless`` may ask; the name of a field asks whether it is known."""


def holds(told: Dataset, key: str) -> bool:
    """Whether a clause's ``when`` is met. KeyError for a key that is neither a condition nor a field."""
    return CONDITIONS[key](told) if key in CONDITIONS else FIELDS[key].get(told) is not None


def stands(told: Dataset, item: Clause) -> bool:
    """Whether the clause stands on the paper of this group."""
    wanted = item.when is None or holds(told, item.when)
    return wanted and not (item.unless is not None and holds(told, item.unless))


def used(template: PaperTemplate) -> set[str]:
    """Every name between braces in the clauses of *template*, in whatever language."""
    return {name for one in template.clauses for name in names_in(one)}


def names_in(clause: Clause) -> set[str]:
    """Every name between braces in one clause."""
    texts = [text for local in (clause.heading, clause.text) if local for text in (local.ar, local.fr, local.en)]
    return {name for text in texts for name in _PLACEHOLDER.findall(text)}


def missing(told: Dataset, template: PaperTemplate) -> list[str]:
    """Names that *template* needs and the dataset does not have; founders' own as ``founders.national_id``.

    KeyError for a name that does not exist.
    """
    clauses = [one for one in template.clauses if stands(told, one)]
    names = {name for one in clauses for name in names_in(one)} - {ARTICLE}
    found = [
        name for name in sorted(names - {*FIELDS_OF_FOUNDER})
        if not FIELDS[name].optional and FIELDS[name].get(told) is None
    ]  # fmt: skip
    tables = {one.table for one in clauses}
    if tables & {"founders", "shares", "presence"} or names & {*FIELDS_OF_FOUNDER} or template.signers == "founders":
        found += _missing_of_founders(told.founders, shares=bool(tables & {"shares"} or names & {*FIELDS_OF_FOUNDER}))
    if tables & {"votes"} and not (told.meeting and told.meeting.held):
        found.append("assembly_held")
    if (tables & {"board"} or template.signers == "board") and not told.board:
        found.append("board")
    if template.signers in {"president", "secretary"} and told.officer(template.signers) is None:
        found.append(template.signers)
    return list(dict.fromkeys(found))


def _missing_of_founders(founders: Iterable[Member], *, shares: bool) -> list[str]:
    held = list(founders)
    if not held:
        return ["founders"]
    lacks = [f"founders.{name}" for name in ("name", "national_id") if not all(getattr(one, name) for one in held)]
    return [*lacks, *(["founders.shares"] if shares and not all(one.shares for one in held) else [])]
