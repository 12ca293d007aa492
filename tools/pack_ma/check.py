"""Compares the values in the pack with the forty criteria as they were measured beforehand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from tools.pack_ma.files import read_csv

OUTCOME = "founded_since_2020_per_1000"


@dataclass(frozen=True)
class Criterion:
    """One measured criterion: our key and year, how to make it comparable, and what was measured."""

    name: str
    key: str
    coverage: int
    median: float
    rho: float
    year: int = 2024
    scale: float = 1.0
    log: bool = False
    why: str = ""


C = Criterion
SHRUNK = "written as 1 where not distinct"
CRITERIA = (
    C("E01", "businesses_per_1000", 1503, 11.24, 0.89),
    C("E02", "founded_2011_2019_per_1000", 1503, 4.58, 0.78),
    C("E03", "founded_since_2020_per_1000", 1503, 3.10, 1.00),
    C("E04", "jobs_per_1000", 1503, 19.53, 0.78),
    C("E05", "one_person_businesses", 1503, 0.74, -0.13, scale=0.01, why="left empty without businesses"),
    C("E06", "spec_industry", 1490, 0.94, -0.06, why=SHRUNK),
    C("E07", "spec_commerce", 1490, 1.07, -0.17, why=SHRUNK),
    C("E08", "spec_services", 1490, 0.88, 0.14, why=SHRUNK),
    C("E09", "spec_construction", 1490, 0.81, 0.18, why=SHRUNK),
    C("E10", "souks_per_10000", 1503, 0.40, 0.03),
    C("E11", "workers_agriculture", 1499, 47.2, -0.50, year=2014),
    C("E12", "farmers", 1499, 21.7, -0.56, year=2014),
    C("E13", "farm_labourers", 1499, 21.3, -0.35, year=2014),
    C("E14", "artisans", 1499, 16.0, 0.44, year=2014),
    C("E15", "sector_diversity", 1499, 1.49, 0.56, year=2014),
    C("E16", "self_employed", 1499, 27.8, -0.13),
    C("E17", "cooperative_or_partner", 1499, 1.4, 0.21),
    C("E18", "work_elsewhere", 1503, 15.3, 0.05, year=2014, why="unknown where nobody was counted in 2014"),
    C("S01", "unemployment", 1499, 22.2, -0.03),
    C("S02", "female_activity", 1498, 5.6, 0.51),
    C("S03", "inactive_women", 1499, 33.14, -0.16),
    C("S04", "age_15_34", 1499, 28.0, 0.18),
    C("S05", "illiteracy", 1499, 38.3, -0.58),
    C("S06", "illiteracy_gap", 1498, 20.3, -0.36),
    C("S07", "secondary_education", 1499, 10.3, 0.58),
    C("S08", "vocational_diploma", 1499, 1.5, 0.61, year=2014),
    C("S09", "disability", 1499, 5.5, -0.25),
    C("S10", "population_change", 1499, -2.07, 0.43),
    C("S11", "family_workers", 1499, 1.6, -0.23),
    C("S12", "associations_per_10000", 1503, 6.15, 0.28),
    C("S13", "public_services_per_1000", 1503, 7.54, -0.47),
    C("S14", "people_per_room", 1499, 1.6, -0.42),
    C("S15", "basic_dwellings", 1499, 0.3, 0.19),
    C("S16", "internet", 1499, 3.0, 0.69, year=2014),
    C("V01", "running_water", 1499, 74.0, 0.50),
    C("V02", "electricity", 1499, 96.1, 0.38),
    C("V03", "no_sewer", 1499, 43.3, -0.48),
    C("V04", "waste_in_open", 1499, 83.8, -0.65),
    C("V05", "firewood", 1499, 5.2, -0.42),
    C("V06", "road_distance", 1500, 1.1, -0.54, why="unknown for one town with counts only"),
    C("V07", "old_dwellings", 1499, 22.3, -0.50),
    C("V08", "seasonal_homes", 380, 10.75, -0.01),
    C("V09", "density", 1503, 4.23, 0.56, log=True, why="areas of the completed outlines"),
    C("V10", "market_access", 1503, 13.79, 0.11, log=True, why="other label points"),
    C("V11", "souks_nearby", 1503, 4.0, -0.23, why="a few more neighbours"),
    C("V12", "arid_share", 1503, 0.33, 0.02, scale=0.01, why="ocean cells left out"),
)
"""V13 (organic matter of soils) is not in the pack: its source covers fewer than half of the communes."""


def print_criteria(pack: Path) -> None:
    """Median, coverage and Spearman's rank correlation with later founding, measured and in the files."""
    communes = {row["code"] for row in read_csv(pack / "territories/territories.csv.gz") if row["level"] == "commune"}
    years = {
        year: {row["code"]: row for row in read_csv(pack / f"indicators/{year}.csv.gz") if row["code"] in communes}
        for year in (2014, 2024)
    }
    print(f"{'':4} {'indicator':30}{'coverage':>14}{'median':>18}{'Spearman':>15}")
    for c in CRITERIA:
        values, outcome = _pairs(c, years)
        rho = float(spearmanr(values, outcome).statistic)
        median = float(np.median(values))
        differs = abs(median - c.median) > 0.02 * abs(c.median) + 0.006 or abs(rho - c.rho) > 0.011
        differs |= len(values) != c.coverage
        print(
            f"{c.name:4} {c.key:30}{c.coverage:>7}{len(values):>7}{c.median:>9.2f}{median:>9.2f}"
            f"{c.rho:>8.2f}{rho:>7.2f}  {'≠ ' + c.why if differs else ''}"
        )


def _pairs(c: Criterion, years: dict[int, dict[str, dict[str, str]]]) -> tuple[list[float], list[float]]:
    values, outcome = [], []
    for code, row in years[c.year].items():
        if row[c.key] != "":
            value = float(row[c.key]) * c.scale
            values.append(math.log(value) if c.log else value)
            outcome.append(float(years[2024][code][OUTCOME]))
    return values, outcome
