"""What the columns of a register are called, and which column of a file is which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from twiza.calc import text
from twiza.registry.loading.tables import Row


@dataclass(frozen=True)
class Column:
    """One thing that a line can say, and the headings under which registers say it."""

    key: str
    label: str | Promise
    headings: tuple[str, ...]
    needed: bool = False


COLUMNS = (
    Column(
        "name_ar",
        lazy("Name in Arabic, or its only name"),
        (
            "اسم التعاونية", "الاسم", "التسمية", "اسم التعاونية بالعربية", "الاسم بالعربية", "تسمية التعاونية", "nom",
            "nom de la cooperative", "denomination", "raison sociale", "cooperative", "name", "name in arabic",
            "nom arabe", "nom en arabe", "denomination arabe", "name_ar", "cooperative name",
        ),
        needed=True,
    ),
    Column(
        "name_latin",
        lazy("Name in Latin letters"),
        (
            "الاسم بالفرنسية", "التسمية بالفرنسية", "الاسم باللاتينية", "nom francais", "nom en francais", "nom latin",
            "denomination francaise", "denomination en francais", "nom fr", "name_latin", "name_fr", "name in french",
            "latin name", "اسم التعاونية بالفرنسية",
        ),
    ),
    Column(
        "number",
        lazy("Number in the register"),
        (
            "الرقم", "رقم التسجيل", "رقم القيد", "رقم التقييد", "رقم السجل", "رقم السجل المحلي", "numero",
            "n° d'immatriculation", "numero d'immatriculation", "n° registre", "numero registre", "immatriculation",
            "n° inscription", "numero d'inscription", "number", "registration number", "register number",
            "رقم التقييد في السجل", "no",
        ),
    ),
    Column(
        "registered_on",
        lazy("Date of registration"),
        (
            "تاريخ التسجيل", "تاريخ التأسيس", "تاريخ القيد", "تاريخ التقييد", "تاريخ الإحداث", "date de creation",
            "date d'immatriculation", "date d'inscription", "date creation", "date", "registered on",
            "registration date", "date of registration", "registered_on", "التاريخ", "date de constitution",
        ),
    ),
    Column(
        "territory",
        lazy("Place: commune, or its official code"),
        (
            "الجماعة", "الجماعة الترابية", "المقر", "المكان", "commune", "siege", "lieu", "localite", "place",
            "municipality", "code commune", "territory", "territory_code", "رمز الجماعة", "المدينة", "ville", "town",
        ),
        needed=True,
    ),
    Column(
        "above",
        lazy("Province or region of the place"),
        (
            "الإقليم", "العمالة", "العمالة أو الإقليم", "الإقليم أو العمالة", "الجهة", "province", "prefecture",
            "province prefecture", "region", "province or region",
        ),
    ),
    Column("activity", lazy("Activity"), (
        "النشاط", "نوع النشاط", "طبيعة النشاط", "الموضوع", "الغرض", "activite", "objet", "filiere", "activity",
        "activite principale", "purpose", "branche",
    )),
    Column("sector", lazy("Sector"), ("القطاع", "secteur", "secteur d'activite", "sector", "قطاع النشاط")),
    Column("status", lazy("Status"), (
        "الوضعية", "الحالة", "situation", "statut", "etat", "status", "الوضع القانوني", "situation juridique",
    )),
    Column("members_count", lazy("Number of members"), (
        "عدد المنخرطين", "عدد الأعضاء", "المنخرطون", "الأعضاء", "nombre d'adherents", "adherents", "nombre de membres",
        "nbre adherents", "nb adherents", "membres", "effectif", "members", "number of members",
    )),
    Column("women_count", lazy("of whom women"), (
        "عدد النساء", "النساء", "عدد المنخرطات", "المنخرطات", "nombre de femmes", "femmes", "dont femmes",
        "adherentes", "women", "number of women", "nb femmes",
    )),
    Column("capital", lazy("Capital"), (
        "رأس المال", "الرأسمال", "capital", "capital social", "montant du capital", "مبلغ الرأسمال",
    )),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}
LOOKED_AT = 15
"""Lines at the top of a file among which the headings are looked for."""
_KNOWN = {" ".join(text.words(heading)): column.key for column in COLUMNS for heading in (*column.headings, column.key)}


def meaning(heading: str) -> str:
    """Which column a heading names, as written or with a few words more; empty if none.

    >>> meaning("N° d’immatriculation"), meaning("الجماعة الترابية (المقر)"), meaning("Remarques")
    ('number', 'territory', '')
    """
    words = text.words(heading)
    if not words:
        return ""
    whole = " ".join(words)
    if whole in _KNOWN:
        return _KNOWN[whole]
    inside = [known for known in _KNOWN if len(known) > 3 and f" {known} " in f" {whole} "]
    return _KNOWN[max(inside, key=len)] if inside and len(words) <= 8 else ""


def header_line(rows: Sequence[Row]) -> int:
    """Number of the line that holds the headings: the first with the most of them that are known.

    Where none is known, the first line with two filled cells or more.
    """
    top = rows[:LOOKED_AT]
    known = [len({meaning(cell) for cell in cells} - {""}) for _number, cells in top]
    if known and max(known) >= 2:
        return top[known.index(max(known))][0]
    wide = [number for number, cells in top if sum(map(bool, cells)) > 1]
    return (wide or [top[0][0]])[0]


def headings(rows: Sequence[Row], header: int) -> list[str]:
    """The words above each column; a column without, under headings in two lines, has those of the line above."""
    place = next((place for place, (number, _cells) in enumerate(rows) if number == header), 0)
    own = rows[place][1]
    above = rows[place - 1][1] if place and sum(map(bool, rows[place - 1][1])) > 1 else []
    width = max(len(cells) for _number, cells in rows)
    return [_at(own, column) or _at(above, column) for column in range(width)]


def body(rows: Sequence[Row], header: int) -> list[Row]:
    """The lines below the headings, without such as repeat headings: a second line of them, or those of each page."""
    told = next((cells for number, cells in rows if number == header), [])
    return [row for row in rows if row[0] > header and not _repeats(row, told, near=row[0] <= header + 2)]


def _repeats(row: Row, told: Sequence[str], *, near: bool) -> bool:
    cells = row[1]
    if sum(cell == heading for cell, heading in zip(cells, told, strict=False) if cell) > 1:
        return True
    return near and len({meaning(cell) for cell in cells} - {""}) > max(1, sum(map(bool, cells)) // 2)


def _at(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def guessed(told: Sequence[str]) -> dict[str, int]:
    """Which column says what, by its heading: each thing once, the first that fits best.

    Of two columns of names, one of which says that it is in Arabic, the other is taken for the Latin one.

    >>> guessed(["Dénomination", "Nom arabe"])
    {'name_ar': 1, 'name_latin': 0}
    """
    found: dict[str, int] = {}
    names = [place for place, heading in enumerate(told) if meaning(heading) == "name_ar"]
    arabic = [place for place in names if _says_arabic(told[place])]
    if len(names) > 1 and arabic:
        found["name_ar"] = arabic[0]
        found["name_latin"] = next(place for place in names if place != arabic[0])
    exact = [(" ".join(text.words(heading)) not in _KNOWN, place) for place, heading in enumerate(told)]
    for _inexact, place in sorted(exact):
        key = meaning(told[place])
        if key and key not in found and place not in found.values():
            found[key] = place
    return found


def _says_arabic(heading: str) -> bool:
    return any(word.startswith(("arab", "بالعربي", "العربي")) for word in text.words(heading))


def missing(columns: Mapping[str, int]) -> list[Column]:
    """Columns without which nothing can be loaded."""
    return [column for column in COLUMNS if column.needed and column.key not in columns]
