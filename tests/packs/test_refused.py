"""A broken or hostile pack is refused whole, with file, line, key and remedy."""

import gzip
import os

import pytest

from twiza.packs import files
from twiza.packs.check import check_pack
from twiza.packs.load import load_pack
from twiza.packs.models import Load
from twiza.packs.problems import PackError, PackRefused

TERRITORIES = "territories/territories.csv"
FACT = "- key: {}\n  topic: t\n  statement: something\n  confidence: high\n"


def test_every_problem_has_a_remedy_and_all_come_at_once(pack):
    pack.replace("sectors.yaml", "order: 2", "ordre: 2")
    pack.replace("pack.yaml", "version: 1.0.0", "version: one")
    pack.append("facts.yaml", FACT.format("law-1"))

    problems = pack.problems()

    assert {problem.file for problem in problems} >= {"sectors.yaml", "pack.yaml", "facts.yaml"}
    assert all(problem.remedy.endswith((".", "?")) and problem.problem for problem in problems)


def test_unknown_key(pack):
    line = pack.replace("sectors.yaml", "order: 2", "ordre: 2")

    assert ("sectors.yaml", line, "sea", "'ordre' is not a known key") in pack.errors()
    assert "Did you mean 'order'?" in [problem.remedy for problem in pack.problems()]


def test_unknown_key_deep_in_a_model(pack):
    line = pack.replace("project_models/seaweed.yaml", "max: 25", "maximum: 25")

    found = [problem for problem in pack.problems() if problem.line == line]

    assert [(p.key, p.problem, p.remedy) for p in found if "known key" in p.problem] == [
        ("seaweed", "'conditions › 1 › test › maximum' is not a known key", "Did you mean 'max'?")
    ]


def test_duplicate_key_of_an_item(pack):
    line = pack.append("facts.yaml", FACT.format("law-1"))

    assert pack.errors() == [
        ("facts.yaml", line, "law-1", "the key 'law-1' is given twice, first in facts.yaml line 1")
    ]


def test_duplicate_code_of_a_territory(pack):
    line = pack.append(TERRITORIES, "01,XE,region,,جهة,,,,,,,\n")

    assert pack.errors() == [(TERRITORIES, line, "01", f"the code '01' is given twice, first in {TERRITORIES} line 3")]


def test_missing_parent(pack):
    line = pack.append(TERRITORIES, "01.09,09,province,,إقليم,,,,,,,\n")

    assert pack.errors() == [(TERRITORIES, line, "01.09", "its parent '09' does not exist")]


def test_cycle_in_territories(pack):
    pack.replace(TERRITORIES, "\n01,XE,region", "\n01,01.01,region")

    assert pack.errors() == [
        (TERRITORIES, 3, "01", "lies within itself: 01 → 01.01 → 01"),
        (TERRITORIES, 3, "01", "of level 'region' lies in '01.01' of level 'province'"),
    ]


def test_levels_that_go_up(pack):
    line = pack.append(TERRITORIES, "01.09,01,region,,إقليم,,,,,,,\n")

    assert pack.errors() == [(TERRITORIES, line, "01.09", "of level 'region' lies in '01' of level 'region'")]


def test_two_territories_without_parent(pack):
    line = pack.append(TERRITORIES, "XF,,country,,بلد,,,,,,,\n")

    assert pack.errors() == [(TERRITORIES, line, "XF", "has no parent")]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("101", "101 is absurd: it must be between 0 and 100"),
        ("1e400", "'1e400' is not a number"),
        ("nan", "'nan' is not a number"),
        ("١٢", "'١٢' is not a number"),
        ("12,5", "'12,5' is not a number"),
    ],
)
def test_absurd_value(pack, value, problem):
    def spoil(rows):
        rows[30][rows[0].index("illiteracy")] = value

    pack.rows("indicators/2024.csv", spoil)

    assert [(f, line, p) for f, line, _, p in pack.errors()] == [("indicators/2024.csv", 31, problem)]


def test_absurd_number_in_a_model(pack):
    line = pack.replace("project_models/honey.yaml", "ramp_up: [40, 70", "ramp_up: [40, 170")

    assert pack.errors() == [("project_models/honey.yaml", line, "honey", "'ramp_up › 2' is 170, an absurd value")]


def test_losses_of_more_than_everything(pack):
    loss = "  losses: {typical: 300, unit: percent, assumption: {ar: تقدير., fr: Estimation., en: A guess.}}\n"
    line = pack.replace("project_models/honey.yaml", "  yield: {low: 10", loss + "  yield: {low: 10")

    assert pack.errors() == [
        ("project_models/honey.yaml", line, "honey", "'products › 1 › losses' is 300 %, an absurd value")
    ]


def test_value_of_an_unknown_place_or_a_year_not_declared(pack):
    pack.append("indicators/2024.csv", "99" + "," * pack.text("indicators/2024.csv").splitlines()[0].count(",") + "\n")
    pack.write("indicators/2020.csv", "code,population\nXE,5\n")

    assert [(f, p) for f, _, _, p in pack.errors()] == [
        ("indicators/2020.csv", "has values for 2020, a year not declared"),
        ("indicators/2024.csv", "'99' is not a known territory"),
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("project_models/honey.yaml", "fact: honey-1", "fact: honey-2", "names the fact 'honey-2'"),
        ("project_models/honey.yaml", "sector: food", "sector: fud", "names the sector 'fud'"),
        ("project_models/honey.yaml", "indicator: arid_share", "indicator: arid", "names the indicator 'arid'"),
        ("project_models/waste-sorting.yaml", '"01", "02"', '"01", "77"', "names the territory '77'"),
        ("project_models/saffron.yaml", "attribute: climate", "attribute: weather", "unknown attribute 'weather'"),
        ("project_models/saffron.yaml", "any_of: [BSk", "any_of: [BSq", "unknown value 'BSq'"),
        ("project_models/honey.yaml", "product: honey", "product: wax", "the product 'wax', which the model does not"),
        ("potential.yaml", "outcome: founded_since_2020_per_1000", "outcome: x", "names the indicator 'x'"),
        ("potential.yaml", "year_of_features: 2014", "year_of_features: 2004", "has no values for 2004"),
        (TERRITORIES, "01.01.13,01.01,commune,urban", "01.01.13,01.01,commune,town", "unknown kind 'town'"),
    ],
)
def test_unknown_reference(pack, name, old, new, problem):
    line = pack.replace(name, old, new)

    found = [(f, at) for f, at, _, said in pack.errors() if problem in said]

    assert found[0][0] == name
    assert found[0][1] == line or name == "potential.yaml"


def test_invalid_outline(pack):
    def spoil(features):
        ring = features["02.03.11"]["geometry"]["coordinates"][0]
        ring[3], ring[17] = ring[17], ring[3]

    pack.outlines(spoil)

    [(file, _, code, problem)] = pack.errors()
    assert (file, code) == ("territories/outlines.geojson.gz", "02.03.11")
    assert problem.startswith("its outline is invalid: Self-intersection")


def test_outline_with_latitude_first_is_far_away(pack):
    def spoil(features):
        ring = features["02.03.11"]["geometry"]["coordinates"][0]
        ring[:] = [[y, x] for x, y in ring]

    pack.outlines(spoil)

    [(_, _, code, problem)] = pack.errors()
    assert code == "02.03.11"
    assert "far from" in problem


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [-40, 31]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[0, 1], ["a", 2], [3, 4], [0, 1]]]},
        {"type": "Polygon", "coordinates": "all"},
        {"type": "Polygon"},
        {"type": "MultiPolygon", "coordinates": [[[[0, 1], [1e300, 2], [3, 4], [0, 1]]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": "Polygon", "coordinates": [[[10**400, 0], [1, 1], [2, 0], [0, 0]]]},
    ],
)
def test_outline_that_is_none(pack, geometry):
    pack.outlines(lambda features: features["02.03.11"].update(geometry=geometry))

    assert [(file, code) for file, _, code, _ in pack.errors()] == [("territories/outlines.geojson.gz", "02.03.11")]


def test_outline_of_a_place_that_has_children_or_does_not_exist(pack):
    def spoil(features):
        features["a"] = {**features["02.03.11"], "properties": {"code": "02.03"}}
        features["b"] = {**features["02.03.11"], "properties": {"code": "77"}}

    pack.outlines(spoil)

    assert sorted(problem for *_, problem in pack.errors()) == [
        "has children, so its outline is made of theirs",
        "is the outline of an unknown territory",
    ]


def test_place_without_outline_and_borders_not_shared_are_warnings(pack):
    def spoil(features):
        del features["01.01.11"]
        x, y = features["02.03.11"]["geometry"]["coordinates"][0][5]
        features["02.03.11"]["geometry"]["coordinates"][0][5] = [x - 0.1, y]

    pack.outlines(spoil)

    assert sorted((p.severity, p.problem.partition(":")[0]) for p in pack.problems()) == [
        ("warning", "2 outlines overlap a neighbour or leave a gap"),
        ("warning", "has no outline"),
    ]


def test_missing_translation_is_a_warning(pack):
    line = pack.replace("sectors.yaml", ", en: Sea products", "")

    [problem] = pack.problems()
    assert (problem.severity, problem.file, problem.line, problem.key) == ("warning", "sectors.yaml", line, "sea")
    assert problem.problem == "'name' has no en"


def test_investments_that_do_not_add_up_are_a_warning(pack):
    pack.replace("project_models/honey.yaml", "quantity: 120", "quantity: 1200")

    [problem] = pack.problems()
    assert (problem.severity, problem.key) == ("warning", "honey")
    assert problem.problem == "its investments add up to 738,000-1,880,000 but the total is 90,000-260,000"


BILLION_LAUGHS = "a: &a [x, x, x, x]\n" + "\n".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (BILLION_LAUGHS, 1, "uses a YAML anchor or alias, which packs may not"),
        ("- key: !!python/object/apply:os.system [ls]\n", 1, "uses the YAML tag 'tag:yaml.org,2002:python/object/"),
        ("- !mine {key: a}\n", 1, "uses the YAML tag '!mine'"),
        ("- key: a\n  topic: b\n  key: c\n", 3, "gives the key 'key' twice, on lines 1 and 3"),
        ("- " * 60 + "a\n", 1, "is nested more than 20 deep"),
        ("[" * 5000, 1, "is nested more than 20 deep"),
        ("- key: 'a\n", 2, "is broken YAML"),
        ("- a\n---\n- b\n", 2, "holds a second document after '---'"),
        ("? [a, b]\n: c\n", 1, "uses a list or mapping as a key"),
        ("- key: a\n  year: 1e999\n", 2, "holds the absurd number 1e999"),
        ("key: a\n", 1, "must hold a list of items"),
        ("- key: ab\u202ecd\n", 1, "holds the invisible control character U+202E"),
        ("- just text\n", 1, "must be a mapping"),
        ('- key: a\n  topic: "b\\0c"\n', 2, "holds the invisible control character U+0000"),
        ('- key: a\n  topic: "b\\u202ec"\n', 2, "holds the invisible control character U+202E"),
    ],
    ids=lambda value: str(value)[:20] if isinstance(value, str) else None,
)
def test_hostile_yaml(pack, text, line, problem):
    pack.write("facts/more.yaml", text)

    [(file, found, _, said)] = pack.errors()
    assert (file, found) == ("facts/more.yaml", line)
    assert said.startswith(problem)


def test_text_that_is_not_utf8(pack):
    pack.write("facts/more.yaml", b"- key: a\n  topic: caf\xe9\n")

    assert pack.errors() == [("facts/more.yaml", 2, "", "is not UTF-8 text")]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("code,population\nXE,1\x00\n", 2, "holds the invisible control character U+0000"),
        ("code,population\nXE,1,2\n01\n", 2, "has 3 fields where the header has 2"),
        ("code,population,population\nXE,1,2\n", 1, "names the column 'population' twice"),
        ("code,,population\nXE,1,2\n", 1, "has no name for column 2"),
        ('code,population\n"XE,1\n', 2, "is broken CSV"),
        ("population,code\n1,XE\n", 1, "begins with the column 'population'"),
        ("", 1, "is empty"),
        ("code,people\nXE,1\n", 1, "'people' is not a known indicator"),
    ],
)
def test_broken_csv(pack, text, line, problem):
    pack.write("indicators/2014.csv.gz", text)

    file, found, _, said = pack.errors()[0]
    assert (file, found) == ("indicators/2014.csv.gz", line)
    assert said.startswith(problem)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"type": "FeatureCollection", "features": [NaN]}', "9" * 5000, "{}", '{"a": "\\ud800"}']
)
def test_broken_geojson(pack, text):
    pack.write("territories/outlines.geojson.gz", text)

    assert [file for file, *_ in pack.errors()] == ["territories/outlines.geojson.gz"]


def test_columns_of_territories_that_are_missing_or_unknown(pack):
    pack.replace(TERRITORIES, "other_names", "nicknames")

    assert pack.errors() == [(TERRITORIES, 1, "", "has the unknown column 'nicknames'")]


@pytest.mark.parametrize("name", [TERRITORIES, "units.yaml", "facts.yaml", "indicators/definitions.yaml"])
def test_what_refers_to_a_file_that_cannot_be_read_is_not_blamed(pack, name):
    pack.write(name, b"\xff")

    assert pack.errors() == [(name, 1, "", "is not UTF-8 text")]


def test_huge_file_is_not_read(pack):
    path = pack.root / "facts" / "huge.yaml"
    path.parent.mkdir()
    with path.open("wb") as file:
        file.truncate(200_000_000)  # sparse: takes no room on the disk

    assert pack.errors() == [("facts/huge.yaml", None, "", "is larger than 20 MB (200 MB)")]


def test_gzip_bomb_is_not_unpacked(pack):
    pack.write("indicators/2014.csv.gz", gzip.compress(b"0" * 60_000_000))

    assert pack.errors() == [("indicators/2014.csv.gz", None, "", "is larger than 20 MB")]


def test_broken_gzip(pack):
    pack.write("indicators/2014.csv.gz", b"\x1f\x8bnot really")

    assert pack.errors() == [("indicators/2014.csv.gz", None, "", "is not a sound gzip file")]


def test_pack_larger_than_allowed(pack, monkeypatch):
    monkeypatch.setattr(files, "PACK_LIMIT", 30_000)

    assert "the pack is larger than 0 MB" in {problem for *_, problem in pack.errors()}


def test_link_out_of_the_pack_is_not_followed(pack, tmp_path):
    secret = tmp_path / "secret.yaml"
    secret.write_text("- key: secret\n")
    (pack.root / "facts").mkdir()
    (pack.root / "facts" / "link.yaml").symlink_to(secret)
    (pack.root / "sources").symlink_to(tmp_path, target_is_directory=True)

    assert pack.errors() == [("facts/link.yaml", None, "", "is a link"), ("sources", None, "", "is a link")]


def test_special_file_is_not_opened(pack):
    os.mkfifo(pack.root / "pipe.yaml")

    assert pack.errors() == [("pipe.yaml", None, "", "is not an ordinary file")]


def test_file_with_a_name_that_cannot_be_printed(pack):
    pack.write("facts/\x1b[31m.yaml", "a")

    assert pack.errors() == [(r"'facts/\x1b[31m.yaml'", None, "", "has a name that cannot be printed")]


def test_thousands_of_mistakes_in_one_item_are_answered_soon(pack):
    pack.write("facts/more.yaml", "- key: a\n" + "".join(f"  k{i}: 1\n" for i in range(30_000)))

    assert 100 < len(pack.errors()) <= 200


def test_a_chain_of_territories_without_end_is_answered_soon(pack):
    pack.write(
        TERRITORIES,
        pack.text(TERRITORIES) + "".join(f"c{i},c{i + 1},commune,,ج,,,,,,,\n" for i in range(20_000)),
    )

    assert "its parent 'c20000' does not exist" in {problem for *_, problem in pack.errors()}


def test_path_of_a_territory_that_does_not_fit(pack):
    codes = [f"{letter * 39}" for letter in "abcdef"]
    levels = "".join(f"\n- key: l{i}\n  name: {{ar: م}}\n  plural: {{ar: م}}" for i in range(4))
    pack.replace("pack.yaml", "\nkinds:", f"{levels}\nkinds:")
    names = ["region", "province", "commune", "l0", "l1", "l2"]
    rows = zip(codes, ["XE", *codes], names, strict=False)
    pack.append(TERRITORIES, "".join(f"{code},{above},{level},,ج,,,,,,,\n" for code, above, level in rows))

    assert [problem for *_, problem in pack.errors()] == ["has codes above it of more than 200 letters together"] * 2


@pytest.mark.parametrize("name", ["fact.yaml", "facts/deep/er.yaml", "law/fees.yaml", "indicators/2024.xlsx"])
def test_unknown_file_is_reported(pack, name):
    pack.write(name, "a")

    assert [file for file, *_ in pack.errors()] == [name]


def test_side_files_and_hidden_files_are_left_alone(pack):
    pack.write("README.md", "words")
    pack.write(".gitkeep", "")

    assert pack.errors() == []


def test_missing_folder_and_missing_identity(tmp_path):
    with pytest.raises(PackError, match="is not a folder"):
        check_pack(tmp_path / "nowhere")

    _, report = check_pack(tmp_path)
    assert ("pack.yaml", "is missing") in [(problem.file, problem.problem) for problem in report]


def test_problems_without_end_are_counted_not_kept(pack):
    def spoil(rows):
        for row in rows[1:]:
            row[1:] = ["?"] * (len(row) - 1)
        rows.extend([[f"9{i}", *rows[1][1:]] for i in range(6000)])

    pack.rows("indicators/2024.csv", spoil)

    _, report = check_pack(pack)
    assert len(report.found) == 5000
    assert report.left_out > 1000
    assert report.refused


@pytest.mark.django_db
def test_a_refused_pack_changes_nothing(pack):
    pack.append("facts.yaml", FACT.format("law-1") + FACT.format("new-1"))

    with pytest.raises(PackRefused) as refused:
        load_pack(pack, by="tests")

    assert str(refused.value) == "The pack is refused: 1 error. Nothing was changed."
    assert Load.objects.count() == 1
