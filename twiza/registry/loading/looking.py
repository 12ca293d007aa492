"""What the pages of a load show, and what people answer on them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from twiza.accounts.models import User
from twiza.accounts.rules import may
from twiza.registry import rules
from twiza.registry.loading import wording
from twiza.registry.loading.columns import COLUMNS
from twiza.registry.models import Import, ImportLine
from twiza.territories.models import Territory
from twiza.ui import exports
from twiza.ui.components.navigation import Link

ONLY = ("wrong", "doubtful")
MOST_PLACES = 20


def places_of(user: User) -> list[Territory]:
    """The places for which *user* may load a register."""
    held = {one.territory.pk: one.territory for one in user.assignments}
    return [place for place in held.values() if may(user, rules.IMPORT, place)]


def history(places: Iterable[Territory]) -> list[Import]:
    """The loads of *places* and of all below them, the newest first; one query."""
    where = Q(pk__in=[])
    for place in places:
        where |= Q(territory__path__startswith=place.path)
    return list(Import.objects.filter(where).select_related("file", "territory").order_by("-id")[:200])


def whole(told: str, otherwise: int) -> int:
    """A whole number as typed, or *otherwise*."""
    return int(told) if told.isdecimal() and len(told) < 7 else otherwise


def chosen_columns(told: QueryDict) -> dict[str, int]:
    """Which column holds what, as chosen."""
    return {one.key: int(place) for one in COLUMNS if (place := told.get(one.key, "")).isdecimal() and len(place) < 3}


def chosen_places(told: QueryDict) -> dict[str, str]:
    """The code for each unknown text, as chosen among the suggestions or written beside them."""
    found = {}
    for key in told:
        if key.startswith("text-"):
            number = key.removeprefix("text-")
            code = told.get(f"code-{number}", "").strip() or told.get(f"place-{number}", "").strip()
            if code:
                found[str(told[key])[:200]] = code[:40]
    return found


def decisions(told: QueryDict) -> dict[int, str]:
    """The decision on each line, by its number."""
    return {
        int(number): str(value)
        for key, value in told.items()
        if (number := key.removeprefix("line-")) != key and number.isdecimal() and len(number) < 9
    }


def lines(load: Import, only: str) -> QuerySet[ImportLine]:
    """The lines of a load, or only such as are wrong or doubtful."""
    rows = load.lines.order_by("number")
    if only == "doubtful":
        return rows.filter(doubtful=True, wrong=False)
    return rows.filter(wrong=True) if only == "wrong" else rows


def tabs(load: Import, only: str) -> list[Link]:
    """All lines, those with something wrong, those that may be double."""
    page, counts = reverse("registry:load", args=[load.public_id]), load.counts
    return [
        Link(_("All lines"), page, only not in ONLY, counts["lines"]),
        Link(_("Something is wrong"), f"{page}?only=wrong", only == "wrong", counts["wrong"]),
        Link(_("May be double"), f"{page}?only=doubtful", only == "doubtful", counts["doubtful"]),
    ]


def shown(rows: Iterable[ImportLine]) -> list[dict[str, Any]]:
    """Lines ready for the page: what was read, what is wrong, what may be double. One query."""
    rows = list(rows)
    codes = {line.reading["territory"] for line in rows} | {twin["place"] for line in rows for twin in line.twins}
    codes |= {code for line in rows for problem in line.problems for code in problem["suggestions"]}
    names = _names(codes)
    return [
        {
            "line": line,
            "day": datetime.date.fromisoformat(day) if (day := line.reading["registered_on"]) else None,
            "place": names.get(line.reading["territory"]) or line.reading["territory_told"],
            "problems": [(wording.problem(one, names), one["wrong"]) for one in line.problems],
            "twins": [
                {
                    **twin,
                    "where": names.get(twin["place"], ""),
                    "told": wording.why(twin["why"]),
                    "of": twin["score"] * 100,
                }
                for twin in line.twins
            ],
            "can_update": _can_update(line.twins),
        }
        for line in rows
    ]


def _can_update(twins: list[dict[str, Any]]) -> bool:
    """Whether the likeliest double stands in the register: a line cannot update another line."""
    return bool(twins) and twins[0]["kind"] == "register"


def undecided(load: Import) -> tuple[int, bool]:
    """How many doubtful lines nobody has decided, and whether one of them could update the register. One query."""
    found = [_can_update(twins) for twins in load.lines.undecided().order_by("number").values_list("twins", flat=True)]
    return len(found), any(found)


def _names(codes: set[str]) -> dict[str, str]:
    return {row.code: row.name for row in Territory.objects.filter(code__in=codes).order_by("code")}


def unknown_places(load: Import) -> list[dict[str, Any]]:
    """The unknown texts that most lines have, with the places that may be meant. Two queries."""
    count: dict[str, int] = {}
    near: dict[str, list[str]] = {}
    for problems, reading in load.lines.filter(wrong=True).order_by("number").values_list("problems", "reading"):
        for one in problems:
            if one["key"] in {"unknown_place", "several_places"}:
                told = reading["territory_told"]
                count[told] = count.get(told, 0) + 1
                near[told] = one["suggestions"]
    most = sorted(count, key=lambda told: (-count[told], told))[:MOST_PLACES]
    names = _names({code for told in most for code in near[told]})
    return [
        {"told": told, "count": count[told], "near": [(code, names[code]) for code in near[told] if code in names]}
        for told in most
    ]


def report(load: Import) -> Iterator[list[exports.Cell]]:
    """A row for each line with something wrong or doubtful."""
    rows = load.lines.filter(Q(doubtful=True) | ~Q(problems=[])).order_by("number")
    for start in range(0, rows.count(), 500):
        for one in shown(rows[start : start + 500]):
            line = one["line"]
            doubles = [f"{twin['name']} ({twin['told']})" for twin in one["twins"]]
            wrong = " ".join(told for told, _wrong in one["problems"])
            yield [line.number, line.reading["name_ar"], wrong, " | ".join(doubles)]
