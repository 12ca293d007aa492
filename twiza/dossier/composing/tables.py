"""The tables of papers: one for both languages, heads in both, each figure once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from twiza.dossier.composing.filling import amount, figure, own
from twiza.dossier.composing.words import WORDS, both, word
from twiza.dossier.dataset import Dataset, Member
from twiza.ui import formats


@dataclass(frozen=True)
class Column:
    """A column: the key of its head, its share of the width, and whether it holds figures."""

    head: str
    width: int
    figures: bool = False


NUMBER = Column("number", 4, figures=True)
NAME = Column("full_name", 13)
CARD = Column("national_id", 9)


def table(kind: str, told: Dataset, papers: Sequence[dict[str, str]]) -> dict[str, Any]:
    """The table *kind* of a clause as plain data. KeyError for a kind that papers do not have."""
    columns, rows, total = MAKERS[kind](told, papers)
    return {
        "kind": "table",
        "columns": [
            {"head": both(one.head, told.languages), "width": one.width, "figures": one.figures} for one in columns
        ],
        "rows": rows,
        "total": total,
    }


Made = tuple[list[Column], list[list[str]], list[str]]


def person(one: Member) -> str:
    """A name, with its Latin letters below where they are known."""
    return f"{own(one.name)}\n{own(one.name_latin)}" if one.name_latin else own(one.name)


def said(key: str, told: Dataset) -> str:
    """A word in both languages, one below the other."""
    return "\n".join(word(key, language) for language in told.languages)


def _founders(told: Dataset, _papers: Sequence[dict[str, str]]) -> Made:
    columns = [NUMBER, NAME, CARD, Column("born_on", 8), Column("address", 14), Column("profession", 8)]
    rows = [
        [
            figure(place, "ar"),
            person(one),
            own(one.national_id),
            formats.isolated(f"{one.born_on:%d/%m/%Y}", ltr=True) if one.born_on else "",
            own(one.address) if one.address else "",
            own(one.profession) if one.profession else "",
        ]
        for place, one in enumerate(told.founders, 1)
    ]
    return columns, rows, []


def _shares(told: Dataset, _papers: Sequence[dict[str, str]]) -> Made:
    """Shares of each founder; what is brought in kind has its column only where somebody brings something."""
    money: list[tuple[str, Callable[[Member], Decimal]]] = [("amount", lambda one: one.amount)]
    if told.things:
        money.append(("in_kind", lambda one: one.in_kind))
    money += [("released", lambda one: one.released), ("remaining", lambda one: one.remaining)]
    columns = [NUMBER, NAME, CARD, Column("shares", 6, figures=True)]
    columns += [Column(head, 8, figures=True) for head, _read in money]
    rows = [
        [
            figure(place, "ar"),
            person(one),
            own(one.national_id),
            figure(one.shares, "ar"),
            *(amount(read(one), "ar") for _head, read in money),
        ]
        for place, one in enumerate(told.founders, 1)
    ]
    sums = [amount(sum((read(one) for one in told.founders), Decimal(0)), "ar") for _head, read in money]
    return columns, rows, ["", said("total", told), "", figure(told.share_count, "ar"), *sums]


def _kind(told: Dataset, _papers: Sequence[dict[str, str]]) -> Made:
    columns = [NUMBER, Column("full_name", 12), Column("thing", 18), Column("valued_by", 12)]
    columns.append(Column("value", 8, figures=True))
    rows = [
        [figure(place, "ar"), own(one.founder), own(one.text), own(one.valued_by), amount(one.value, "ar")]
        for place, one in enumerate(told.things, 1)
    ]
    return columns, rows, ["", said("total", told), "", "", amount(told.in_kind, "ar")]


def _presence(told: Dataset, _papers: Sequence[dict[str, str]]) -> Made:
    """Who was there. Before the assembly is closed the column stays free, to be filled by hand."""
    columns = [NUMBER, NAME, CARD, Column("presence", 14)]
    known = told.meeting is not None and told.meeting.closed
    voices = {one.key: one.by for one in told.meeting.presences} if told.meeting else {}

    def presence(one: Member) -> str:
        if not known:
            return ""
        if one.key not in voices:
            return said("absent", told)
        if by := voices[one.key]:
            return f"{said('by', told)}\n{own(by)}"
        return said("present", told)

    rows = [
        [figure(place, "ar"), person(one), own(one.national_id), presence(one)]
        for place, one in enumerate(told.founders, 1)
    ]
    return columns, rows, []


def _votes(told: Dataset, _papers: Sequence[dict[str, str]]) -> Made:
    columns = [NUMBER, Column("decision", 22), Column("for", 5, figures=True), Column("against", 5, figures=True)]
    columns += [Column("abstained", 5, figures=True), Column("result", 7)]
    decisions = told.meeting.decisions if told.meeting else ()
    rows = [
        [
            figure(place, "ar"),
            "\n".join([own(one.text), *([f"{_office(one.office, told)}: {own(one.elected)}"] if one.elected else [])]),
            figure(one.votes_for, "ar"),
            figure(one.votes_against, "ar"),
            figure(one.abstained, "ar"),
            said("passed" if one.passed else "not_passed", told),
        ]
        for place, one in enumerate(decisions, 1)
    ]
    return columns, rows, []


def _office(office: str, told: Dataset) -> str:
    """An office in both languages on one line."""
    if office not in WORDS:
        return own(office)
    return " / ".join(word(office, language) for language in told.languages)


def _board(told: Dataset, _papers: Sequence[dict[str, str]]) -> Made:
    columns = [NUMBER, Column("office", 10), NAME, CARD]
    rows = [
        [figure(place, "ar"), said(one.office, told) if one.office in WORDS else own(one.office), person(one),
         own(one.national_id)]
        for place, one in enumerate(told.board, 1)
    ]  # fmt: skip
    return columns, rows, []


def _papers(told: Dataset, papers: Sequence[dict[str, str]]) -> Made:
    rows = [
        [figure(place, "ar"), "\n".join(one[language] for language in told.languages)]
        for place, one in enumerate(papers, 1)
    ]
    return [NUMBER, Column("paper", 40)], rows, []


MAKERS: dict[str, Callable[[Dataset, Sequence[dict[str, str]]], Made]] = {
    "founders": _founders,
    "shares": _shares,
    "kind": _kind,
    "presence": _presence,
    "votes": _votes,
    "board": _board,
    "papers": _papers,
}
