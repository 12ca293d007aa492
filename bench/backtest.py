"""Does the general potential foresee anything? What a census said, against what was founded later.

``python -m bench.backtest packs/ma --output packs/ma/backtest.json`` reads a country pack: its
``potential.yaml`` names the outcome (a founding rate), the features and their year, and the level
whose units are the groups. Every place is foreseen by a ridge that has never seen its group, and
the forecast is set beside simpler ones. Only the order of places is judged (Spearman), overall,
within groups and among rural places alone. No chance is involved: the table is the same each time.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from twiza.calc.potential import Backtest, backtest, composite, foreseen
from twiza.calc.statistics import Booleans, Floats

NAMES = {
    "ridge": "Ridge on the earlier census, blind to the group",
    "composite": "Equal weights, of the same indicators those read as need or potential",
    "previous": "Previous founding rate alone",
    "population": "Logarithm of population alone",
}


@dataclass(frozen=True)
class Baselines:
    """What the ridge is compared with: the earlier founding rate, the population, and their years."""

    previous: str
    population: str


class Country:
    """The tables of a pack folder that a backtest reads: finest territories, in the order of the file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.levels = [level["key"] for level in self._yaml("pack.yaml")["levels"]]
        self.told: dict[str, Any] = self._yaml("potential.yaml")
        self.rows = {row["code"]: row for row in self._csv("territories/territories")}
        self.codes = [code for code, row in self.rows.items() if row["level"] == self.levels[-1]]
        self._years: dict[int, dict[str, dict[str, str]]] = {}

    def _yaml(self, name: str) -> Any:
        return yaml.safe_load((self.folder / name).read_text(encoding="utf-8"))

    def _csv(self, name: str) -> Iterator[dict[str, str]]:
        plain = self.folder / f"{name}.csv"
        packed = self.folder / f"{name}.csv.gz"
        text = plain.read_text(encoding="utf-8") if plain.exists() else gzip.decompress(packed.read_bytes()).decode()
        return csv.DictReader(io.StringIO(text))

    def values(self, key: str, year: int) -> Floats:
        """Values ``[n]`` of one indicator in one year, ``nan`` where unknown."""
        if year not in self._years:
            self._years[year] = {row["code"]: row for row in self._csv(f"indicators/{year}")}
        table = self._years[year]
        if key not in next(iter(table.values())):
            raise SystemExit(f"indicators/{year}.csv has no column {key}")
        return np.array([float(table.get(code, {}).get(key) or "nan") for code in self.codes])

    def latest(self, key: str) -> Floats:
        """Values of the newest year that holds the indicator."""
        years = self.definitions[key]["years"]
        return self.values(key, max(years))

    @cached_property
    def definitions(self) -> dict[str, dict[str, Any]]:
        """Definitions of indicators by key."""
        return {item["key"]: item for item in self._yaml("indicators/definitions.yaml")}

    @cached_property
    def rural(self) -> Booleans:
        """Whether each place is of the rural kind, ``[n]``."""
        return np.array([self.rows[code]["kind"] == "rural" for code in self.codes])

    def groups(self, level: str) -> list[str]:
        """Code of the territory of *level* that each place lies in."""
        return [self._above(code, level) for code in self.codes]

    def _above(self, code: str, level: str) -> str:
        row = self.rows[code]
        while row["level"] != level and row["parent"]:
            row = self.rows[row["parent"]]
        return row["code"]


def direction(definition: dict[str, Any]) -> int:
    """+1 where a high value is read as a potential, −1 where it is read as a need, 0 where as neither."""
    high, low = (definition.get(end) or {} for end in ("high", "low"))
    if high.get("means") == "potential" or low.get("means") == "need":
        return 1
    return -1 if high.get("means") == "need" or low.get("means") == "potential" else 0


def judge(country: Country, baselines: Baselines) -> Backtest:
    """The backtest of a pack's potential beside its baselines."""
    told = country.told
    year = int(told["year_of_features"])
    outcome = country.latest(told["outcome"])
    features = np.stack([country.values(key, year) for key in told["features"]], axis=1)
    groups = country.groups(told["groups_level"])
    signs = np.array([direction(country.definitions[key]) for key in told["features"]])
    population = country.values(baselines.population, year)
    forecasts = {
        "ridge": foreseen(features, outcome, groups),
        "composite": composite(features[:, signs != 0], signs[signs != 0] < 0),
        "previous": country.latest(baselines.previous),
        "population": np.log(np.where(population > 0, population, np.nan)),
    }
    return backtest(forecasts, outcome, groups, country.rural)


def markdown(found: Backtest) -> str:
    """The table as printed."""
    lines = [
        f"{found.n} places in {found.groups} groups, {found.n_rural} of them rural. Spearman's rank correlation.",
        "",
        "| forecast | overall | within group | rural alone |",
        "|---|--:|--:|--:|",
    ]
    lines += [f"| {NAMES[r.forecast]} | {r.overall:.2f} | {r.within_group:.2f} | {r.rural:.2f} |" for r in found.rows]
    return "\n".join(lines)


def document(country: Country, found: Backtest) -> str:
    """The table as JSON, to three decimals so that any machine writes the same."""
    rows = [{k: round(v, 3) if isinstance(v, float) else v for k, v in asdict(row).items()} for row in found.rows]
    about = {key: country.told[key] for key in ("outcome", "year_of_features", "groups_level", "features")}
    held = {**about, "n": found.n, "n_rural": found.n_rural, "groups": found.groups, "rows": rows}
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, and write it where asked."""
    parser = argparse.ArgumentParser(prog="bench backtest", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pack", type=Path, nargs="?", default=Path("packs/ma"), help="folder of the country (packs/ma)")
    parser.add_argument("--output", type=Path, help="write the table as JSON to this file as well")
    parser.add_argument(
        "--previous", default="founded_2011_2019_per_1000", help="indicator of the earlier founding rate"
    )
    parser.add_argument("--population", default="population", help="indicator of the population")
    options = parser.parse_args(arguments)
    country = Country(options.pack)
    found = judge(country, Baselines(options.previous, options.population))
    print(markdown(found))
    if options.output:
        options.output.write_text(document(country, found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
