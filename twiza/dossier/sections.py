"""What was handed in, by sections: for the officer who examines it, and for the group that looks back."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from twiza.calc.quantities import QUANTITIES
from twiza.dossier import law as laws
from twiza.dossier.filed import Difference
from twiza.dossier.models import Filing
from twiza.dossier.rules import OFFICES
from twiza.dossier.verdicts import in_words
from twiza.dossier.wording import name_of
from twiza.ui import formats
from twiza.ui.components.data import Column


@dataclass(frozen=True)
class Line:
    """One thing that was handed in. *founder* is the key of whom it speaks, *typed* what an officer writes of it."""

    field: str
    label: str
    value: str
    founder: str = ""
    note: str = ""
    typed: str = ""
    place: int = 0

    @property
    def key(self) -> str:
        """Its name in a form: the field, of whom it speaks, and which of several such lines it is."""
        return f"{self.field}@{self.founder}~{self.place}"


@dataclass(frozen=True)
class Section:
    """Lines that belong together."""

    title: str
    lines: tuple[Line, ...]


def sections(filing: Filing, law: laws.Law, typed: Mapping[str, str] | None = None) -> list[Section]:
    """The dataset that *filing* keeps, ready to be read; with what was *typed* of its lines, by their keys."""
    told: Mapping[str, Any] = filing.content.get("dataset", {})
    found = [
        Section(_("The cooperative"), tuple(_cooperative(told, law))),
        Section(_("The money"), tuple(_money(told, law))),
        Section(_("The founders"), tuple(_founders(told))),
        Section(_("The assembly"), tuple(_assembly(told))),
        Section(_("The papers"), tuple(_papers(filing))),
    ]
    count: Counter[tuple[str, str]] = Counter()
    return [
        replace(one, lines=tuple(_with(line, typed or {}, count) for line in one.lines)) for one in found if one.lines
    ]


def _with(line: Line, typed: Mapping[str, str], count: Counter[tuple[str, str]]) -> Line:
    """The line with its own key, and what was typed of it."""
    numbered = replace(line, place=count[line.field, line.founder])
    count[line.field, line.founder] += 1
    return replace(numbered, typed=typed.get(numbered.key, ""))


def of_key(key: str) -> tuple[str, str]:
    """Field and founder of a line's name in a form.

    >>> of_key("founders@0b5c~0"), of_key("paper:statutes@~0")
    (('founders', '0b5c'), ('paper:statutes', ''))
    """
    field, _at, rest = key.partition("@")
    return field, rest.partition("~")[0]


def _names(text: Mapping[str, str] | None) -> str:
    return (text or {}).get((get_language() or "ar")[:2]) or (text or {}).get("ar", "")


def _cooperative(told: Mapping[str, Any], law: laws.Law) -> Iterable[Line]:
    yield Line("name", _("Name"), str(told.get("name") or ""))
    if told.get("name_latin"):
        yield Line("name_latin", _("Name in Latin letters"), str(told["name_latin"]))
    places = [_names(one.get("names")) for one in told.get("places", [])]
    yield Line("place", _("Place"), _(", ").join(places))
    answers: Mapping[str, Any] = told.get("answers", {})
    for question in law.questions:
        if question.field in answers and question.field not in {"name", "name_latin"}:
            yield Line(question.field, laws.local(question.text), answer_in_words(question.field, answers, law))


def answer_in_words(field: str, answers: Mapping[str, Any], law: laws.Law) -> str:
    """An answer of the interview as it is read."""
    answer = answers.get(field)
    question = next((one for one in law.questions if one.field == field), None)
    if isinstance(answer, bool):
        return _("Yes") if answer else _("No")
    if question is not None and question.kind == "choice":
        return next((laws.local(one.label) for one in question.choices if one.value == answer), str(answer))
    number = formats.finite(answer)
    if number is not None and question is not None and question.kind in {"number", "money"}:
        return in_words(field, number) if field in QUANTITIES else formats.number(number)
    return formats.unknown() if answer is None else str(answer)


def _money(told: Mapping[str, Any], law: laws.Law) -> Iterable[Line]:
    yield Line("share_value", _("Value of a share"), formats.money(formats.finite(told.get("share_value"))))
    yield Line("shares", _("Shares"), formats.number(formats.finite(told.get("share_count"))))
    yield Line("capital", _("Capital"), formats.money(formats.finite(told.get("capital"))))
    for one in told.get("things", []):
        value = formats.money(formats.finite(one.get("value")))
        yield Line(
            "things", _("In kind: %(what)s") % {"what": one.get("text", "")}, value, note=one.get("valued_by") or ""
        )


def _founders(told: Mapping[str, Any]) -> Iterable[Line]:
    for one in told.get("founders", []):
        held = int(one.get("shares") or 0)
        shares = ngettext("%(n)s share", "%(n)s shares", held) % {"n": formats.number(held)}
        office = office_in_words(str(one.get("office") or ""))
        yield Line("founders", str(one.get("name")), shares, str(one.get("key") or ""), office)


def office_in_words(office: str) -> str:
    """An office as it is read; one that we do not know as it is written."""
    return str(OFFICES.get(office, office))


def _assembly(told: Mapping[str, Any]) -> Iterable[Line]:
    meeting = told.get("meeting")
    if not meeting:
        return
    day = datetime.date.fromisoformat(meeting["day"]) if meeting.get("day") else None
    held = formats.long_date(day) + _(", ") + str(meeting.get("hour") or "")
    yield Line("assembly", _("Held on"), held, note=str(meeting.get("place") or ""))
    yield Line("assembly", _("Voices"), formats.number(len(meeting.get("presences", []))))
    for one in meeting.get("decisions", []):
        votes = _("%(for)s for, %(against)s against, %(abstained)s abstaining") % {
            "for": one.get("votes_for"), "against": one.get("votes_against"), "abstained": one.get("abstained"),
        }  # fmt: skip
        text = one["text"] + _(": ") + one["elected"] if one.get("elected") else str(one.get("text"))
        yield Line("board" if one.get("elected") else "assembly", text, votes)


def _papers(filing: Filing) -> Iterable[Line]:
    for one in filing.content.get("papers", []):
        version = _("version %(number)s") % {"number": one["version"]}
        yield Line(f"paper:{one['kind']}", _names(one.get("title")), version, note=one["code"])


@dataclass(frozen=True)
class Changed:
    """One difference between two filings, in words."""

    label: str
    before: str
    after: str


def difference_columns() -> list[Column]:
    """Heads of the table of differences."""
    return [Column(_("What")), Column(_("Before")), Column(_("Now"))]


def difference_in_words(change: Difference, law: laws.Law) -> Changed:
    """A difference with the name of what differs."""
    parts = change.path.split(".")
    field = parts[1] if parts[0] == "answers" and len(parts) > 1 else parts[0]
    label = name_of({"places": "place", "meeting": "assembly", "share_count": "shares"}.get(field, field), law)
    if parts[0] in {"founders", "things", "board"} and len(parts) > 1:
        label = f"{label} {parts[1]}"
    return Changed(label, _told(change.before), _told(change.after))


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return _("nothing") if value in (None, "") else str(value)
