"""The backtest reads a country pack as it lies in its folder, plain or compressed."""

import csv
import gzip
import io
import json
from pathlib import Path

import numpy as np
import pytest
import yaml

from bench.backtest import Baselines, Country, direction, judge, main
from twiza.calc.statistics import spearman

PLACES = 120
PACKS = Path(__file__).parents[2] / "packs"


def as_csv(columns):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return text.getvalue()


@pytest.fixture
def pack(tmp_path):
    """A country of 120 communes in 12 provinces, where the founding rate follows what came before."""
    generator = np.random.default_rng(6)
    codes = [f"{i % 12:02}.{i:03}" for i in range(PLACES)]
    schooling, farming = generator.uniform(0, 100, (2, PLACES)).round(1)
    founding = np.clip(0.1 * schooling - 0.05 * farming + generator.normal(0, 1, PLACES), 0, None).round(2)
    earlier = np.clip(founding + generator.normal(0, 1, PLACES), 0, None).round(2)
    people = generator.integers(500, 90_000, PLACES)
    provinces = [f"{i:02}" for i in range(12)]
    rows = {
        "code": ["XX", *provinces, *codes],
        "parent": ["", *["XX"] * 12, *[code[:2] for code in codes]],
        "level": ["country", *["province"] * 12, *["commune"] * PLACES],
        "kind": [""] * 13 + ["urban" if i % 3 == 0 else "rural" for i in range(PLACES)],
    }
    for folder in ("territories", "indicators"):
        (tmp_path / folder).mkdir()
    (tmp_path / "territories/territories.csv").write_text(as_csv(rows))
    old = as_csv({"code": codes, "schooling": schooling, "farming": ["", *farming[1:]], "population": people})
    (tmp_path / "indicators/2014.csv.gz").write_bytes(gzip.compress(old.encode()))
    new = as_csv({"code": codes, "founded": founding, "founded_before": earlier, "population": people * 2})
    (tmp_path / "indicators/2024.csv").write_text(new)
    definitions = [
        {"key": "schooling", "years": [2014], "high": {"means": "potential"}},
        {"key": "farming", "years": [2014], "high": {"means": "need"}},
        *({"key": key, "years": [2024]} for key in ("founded", "founded_before")),
        {"key": "population", "years": [2014, 2024]},
    ]
    (tmp_path / "indicators/definitions.yaml").write_text(yaml.safe_dump(definitions))
    levels = [{"key": key} for key in ("country", "province", "commune")]
    (tmp_path / "pack.yaml").write_text(yaml.safe_dump({"levels": levels}))
    told = {"outcome": "founded", "features": ["schooling", "farming"], "year_of_features": 2014}
    (tmp_path / "potential.yaml").write_text(yaml.safe_dump({**told, "groups_level": "province"}))
    return tmp_path


def test_all_forecasts_of_a_pack_are_judged(pack):
    country = Country(pack)
    found = judge(country, Baselines("founded_before", "population"))
    rows = {row.forecast: row for row in found.rows}
    assert (found.n, found.n_rural, found.groups) == (120, 80, 12)
    assert list(rows) == ["ridge", "composite", "previous", "population"]
    assert rows["ridge"].overall > 0.8
    assert rows["composite"].overall > 0.7
    assert rows["previous"].overall == spearman(country.latest("founded_before"), country.latest("founded"))
    assert abs(rows["population"].overall) < 0.3


def test_the_table_is_printed_and_written(pack, tmp_path, capsys):
    output = tmp_path / "backtest.json"
    arguments = [str(pack), "--previous", "founded_before", "--output", str(output)]
    assert main(arguments) == 0
    written = output.read_bytes()
    told = json.loads(written)
    assert (told["n"], told["outcome"], told["features"]) == (120, "founded", ["schooling", "farming"])
    first = told["rows"][0]
    assert set(first) == {"forecast", "overall", "within_group", "rural"}
    assert f"blind to the group | {first['overall']:.2f} |" in capsys.readouterr().out
    main(arguments)
    assert output.read_bytes() == written


def test_the_table_of_each_country_is_that_of_its_data(tmp_path):
    """After a change of indicators or features: python -m bench.backtest PACK --output PACK/backtest.json."""
    for shown in sorted(PACKS.glob("*/backtest.json")):
        output = tmp_path / shown.parent.name
        main([str(shown.parent), "--output", str(output)])
        told, found = json.loads(shown.read_text()), json.loads(output.read_text())
        for mine, theirs in zip(told.pop("rows"), found.pop("rows"), strict=True):
            assert mine == pytest.approx(theirs, abs=0.0015)
        assert told == found


def test_an_empty_cell_is_unknown_and_a_missing_column_is_named(pack):
    country = Country(pack)
    np.testing.assert_array_equal(country.latest("population"), 2 * country.values("population", 2014))
    assert np.isnan(country.values("farming", 2014)).tolist() == [True, *[False] * (PLACES - 1)]
    with pytest.raises(SystemExit, match="no column farming"):
        country.values("farming", 2024)


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ({"high": {"means": "potential"}}, 1),
        ({"low": {"means": "need"}}, 1),
        ({"high": {"means": "need"}, "low": {"means": "potential"}}, -1),
        ({"high": None}, 0),
    ],
)
def test_a_reading_gives_the_direction(definition, expected):
    assert direction(definition) == expected
