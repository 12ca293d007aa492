"""From the texts of one line to what the register holds, and what is wrong with them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from twiza.bank.models import Sector
from twiza.calc import text
from twiza.registry import naming
from twiza.registry.loading.places import Places
from twiza.registry.loading.tables import FORMULA
from twiza.registry.models import Status

OLDEST = datetime.date(1900, 1, 1)
_WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_DATE = re.compile(r"^(\d{1,4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,4})(?:[ T]\d.*)?$")
_NUMBER = re.compile(r"^\d+(?:[.,]\d+)?$")
_STATUSES = {
    Status.ACTIVE: "نشيطة نشطة مزاولة active activite oui actif fonctionnelle operationnelle en_activite",
    Status.DORMANT: "متوقفة خامدة غير_نشيطة dormant en_sommeil inactive inactif arret suspendue non_active",
    Status.DISSOLVED: "منحلة محلولة مشطب_عليها مشطوبة dissolved dissoute radiee liquidee dissolution",
}
STATUS_WORDS = {
    " ".join(text.words(word.replace("_", " "))): status for status, told in _STATUSES.items() for word in told.split()
}
LENGTHS = {"name_ar": 200, "name_latin": 200, "number": 60, "activity": 300}


@dataclass(frozen=True)
class Problem:
    """Something about one cell: ``key`` says what, ``told`` repeats it, ``wrong`` keeps the line from being loaded."""

    key: str
    column: str
    told: str = ""
    wrong: bool = True
    suggestions: tuple[str, ...] = ()

    @property
    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "key": self.key,
            "column": self.column,
            "told": self.told[:120],
            "wrong": self.wrong,
            "suggestions": list(self.suggestions),
        }


@dataclass
class Reading:
    """What one line says, as JSON: days as text, places by code, sectors by key."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        """Whether the line cannot be loaded."""
        return any(one.wrong for one in self.problems)


class Reader:
    """Reads lines of one file; holds places and sectors, so that no line asks the database."""

    def __init__(self, columns: Mapping[str, int], places: Places, sectors: Sequence[Sector], today: datetime.date):
        self.columns, self.places, self.today = columns, places, today
        self._sectors = {
            " ".join(text.words(told)): sector.key
            for sector in sectors
            for told in (*filter(None, sector.names.values()), sector.key)
        }
        self._numbers: dict[str, int] = {}

    def read(self, number: int, cells: Sequence[str]) -> Reading:
        """The line *number* with its *cells*."""
        told = {key: cells[place] if place < len(cells) else "" for key, place in self.columns.items()}
        found = Reading()
        for key in [key for key, cell in told.items() if cell.startswith(FORMULA)]:
            found.problems.append(Problem("formula", key, told[key][1:]))
            told[key] = ""
        told = {key: naming.clean(cell) for key, cell in told.items()}
        self._names(told, found)
        self._number(number, told, found)
        self._place(told, found)
        self._day(told.get("registered_on", ""), found)
        self._words(told, found)
        for key in ("members_count", "women_count"):
            self._whole(key, told.get(key, ""), found)
        self._amount(told.get("capital", ""), found)
        if (found.values["women_count"] or 0) > (found.values["members_count"] or 10**9):
            found.problems.append(Problem("more_women", "women_count", told["women_count"], wrong=False))
            found.values["women_count"] = None
        return found

    def _names(self, told: Mapping[str, str], found: Reading) -> None:
        arabic, latin = told.get("name_ar", ""), told.get("name_latin", "")
        for key, name in (("name_ar", arabic), ("name_latin", latin)):
            if len(name) > LENGTHS[key]:
                found.problems.append(Problem("too_long", key, name))
        arabic, latin = (arabic or latin)[:200], latin[:200]
        if arabic and not latin and not text.is_arabic(arabic):
            latin = arabic
        if not arabic and not any(one.key == "formula" and one.column == "name_ar" for one in found.problems):
            found.problems.append(Problem("no_name", "name_ar"))
        found.values |= {"name_ar": arabic, "name_latin": latin}

    def _number(self, line: int, told: Mapping[str, str], found: Reading) -> None:
        given = told.get("number", "").translate(_WESTERN)
        if len(given) > LENGTHS["number"]:
            found.problems.append(Problem("too_long", "number", given))
        given = given[: LENGTHS["number"]]
        if given:
            first = self._numbers.setdefault(given, line)
            if first != line:
                found.problems.append(Problem("number_twice", "number", f"{given} ({first})", wrong=False))
        found.values["number"] = given

    def _place(self, told: Mapping[str, str], found: Reading) -> None:
        place, above = told.get("territory", ""), told.get("above", "")
        answer = self.places.find(place, above)
        found.values["territory"] = answer.code
        found.values["territory_told"] = place[:120]
        if not place:
            found.problems.append(Problem("no_place", "territory"))
        elif not answer.code:
            key = "several_places" if answer.several else "unknown_place"
            found.problems.append(Problem(key, "territory", place, suggestions=answer.suggestions))

    def _day(self, told: str, found: Reading) -> None:
        found.values["registered_on"] = None
        if not told:
            return
        day = day_of(told)
        if day is None:
            # A year alone is often all that an old register says: no reason to leave the line out.
            alone = bool(re.fullmatch(r"(19|20)\d\d", told.translate(_WESTERN)))
            found.problems.append(
                Problem("year_alone" if alone else "bad_date", "registered_on", told, wrong=not alone)
            )
        elif not OLDEST <= day <= self.today:
            found.problems.append(Problem("strange_date", "registered_on", told))
        else:
            found.values["registered_on"] = day.isoformat()

    def _words(self, told: Mapping[str, str], found: Reading) -> None:
        activity = told.get("activity", "")
        if len(activity) > LENGTHS["activity"]:
            found.problems.append(Problem("cut", "activity", activity, wrong=False))
        found.values["activity"] = activity[: LENGTHS["activity"]]
        sector, status = told.get("sector", ""), told.get("status", "")
        key = self._sectors.get(" ".join(text.words(sector))) if sector else None
        if sector and key is None:
            found.problems.append(Problem("unknown_sector", "sector", sector, wrong=False))
        found.values["sector"] = key
        known = STATUS_WORDS.get(" ".join(text.words(status)))
        if status and known is None:
            found.problems.append(Problem("unknown_status", "status", status, wrong=False))
        found.values["status"] = known or (Status.UNKNOWN if status else Status.ACTIVE)

    def _whole(self, key: str, told: str, found: Reading) -> None:
        found.values[key] = None
        value = amount_of(told)
        if value is not None and value == int(value) and value <= 1_000_000:
            found.values[key] = int(value)
        elif told:
            found.problems.append(Problem("bad_number", key, told, wrong=False))

    def _amount(self, told: str, found: Reading) -> None:
        found.values["capital"] = None
        value = amount_of(told)
        if value is not None and value < Decimal("1e12"):
            found.values["capital"] = str(value.quantize(Decimal("0.01")))
        elif told:
            found.problems.append(Problem("bad_number", "capital", told, wrong=False))


def day_of(told: str) -> datetime.date | None:
    """A day as registers write it: 14/03/2026, 2026-03-14, ١٤-٣-٢٠٢٦; the day stands before the month.

    >>> day_of("14/03/2026"), day_of("2026-3-14"), day_of("31/02/2020")
    (datetime.date(2026, 3, 14), datetime.date(2026, 3, 14), None)
    """
    match = _DATE.match(told.translate(_WESTERN).strip())
    if match is None:
        return None
    first, month, last = (int(part) for part in match.groups())
    year, day = (first, last) if len(match.group(1)) == 4 else (last, first)
    if year < 100:
        year += 2000 if year < 70 else 1900
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def amount_of(told: str) -> Decimal | None:
    """An amount as people write it: "3 000,50", "3.000", "٣٠٠٠ درهم".

    >>> amount_of("3 000,50 DH"), amount_of("twelve")
    (Decimal('3000.50'), None)
    """
    western = told.translate(_WESTERN).replace("٫", ",").replace("٬", "")
    bare = re.sub(r"[\s\u00a0\u202f']", "", re.sub(r"[^\d.,\s\u00a0\u202f'-]+", "", western))
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", bare):
        bare = re.sub("[.,]", "", bare)
    if not _NUMBER.match(bare):
        return None
    try:
        return Decimal(bare.replace(",", "."))
    except InvalidOperation:
        return None
