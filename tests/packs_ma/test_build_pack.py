"""The parts of the builder of Morocco's pack that need none of the source packages."""

import gzip

import numpy as np
import pytest
import shapely
from scipy.stats import beta

from tools.pack_ma import earth, files, names, shrink
from tools.pack_ma.hcp import pool
from tools.pack_ma.outlines import complete_fragments, cut_hosts
from tools.pack_ma.values import entropy, per, written


def test_a_degree_of_the_equator_and_a_quarter_of_a_meridian():
    lat, lon = np.array([0.0, 0.0]), np.array([0.0, 0.0])
    measured = earth.distance_km(lat, lon, np.array([0.0, 90.0]), np.array([1.0, 0.0]))
    assert measured == pytest.approx([111.3195, 10001.9657], abs=1e-3)


def test_the_distance_from_a_place_to_itself_is_nil():
    here = np.array([31.63])
    assert earth.distance_km(here, -here, here, -here).tolist() == [0.0]


def test_the_whole_ellipsoid_has_its_area():
    world = shapely.segmentize(shapely.box(-180, -90, 180, 90), 1)
    assert earth.area_km2(world) == pytest.approx(510_065_621.7, rel=1e-6)


def test_misread_latitudes_move_south_by_what_the_map_was_wrong():
    true = np.array([21.0, 28.0, 35.9])
    e = 0.0818191908
    y = np.arctanh(np.sin(np.radians(true)))
    low, high = true.copy(), true + 1
    for _ in range(60):
        middle = (low + high) / 2
        sine = np.sin(np.radians(middle))
        above = np.arctanh(sine) - e * np.arctanh(e * sine) > y
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    assert (middle - true > 0.12).all() and (middle - true < 0.19).all()
    assert earth.repair_latitude(middle) == pytest.approx(true, abs=1e-9)


def test_the_quotient_agrees_with_the_beta_distribution():
    mean, low, high = shrink.shrunk_quotient(30, 100, 0.2, 71)
    alpha, rest = 71 * 0.2 + 30, 71 * 0.8 + 70
    assert mean == pytest.approx(alpha / (alpha + rest) / 0.2)
    assert (low, high) == pytest.approx(tuple(beta.ppf((0.05, 0.95), alpha, rest) / 0.2))


def test_few_establishments_make_no_vocation():
    assert shrink.distinct_quotient(3, 5, 0.2, 71) == 1.0
    assert shrink.distinct_quotient(300, 500, 0.2, 71) > 2


def test_a_commune_on_top_of_its_host_is_cut_out_of_it():
    shapes = {"host": shapely.box(0, 0, 10, 10), "town": shapely.box(4, 4, 6, 6), "next": shapely.box(10, 0, 20, 10)}
    cut, lying = cut_hosts(shapes)
    assert lying == 1
    assert cut["host"].area == 96
    assert shapely.intersection(cut["host"], cut["town"]).area == 0


def test_a_fragment_is_completed_with_the_hole_beside_it_and_no_other_commune_is():
    ring = shapely.difference(shapely.box(-8, 31, -7, 32), shapely.box(-7.6, 31.4, -7.4, 31.6))
    fragment = shapely.box(-7.62, 31.48, -7.6, 31.5)
    shapes = {"host": shapely.difference(ring, fragment), "fragment": fragment}
    completed = complete_fragments(shapes, rural={"host", "fragment"})
    assert completed["fragment"].area == pytest.approx(0.04 + fragment.area)
    assert completed["host"] is shapes["host"]


def test_arrondissements_are_added_and_their_shares_weighted():
    rows = [{"people": 100.0, "rate": 10.0, "gap": None}, {"people": 300.0, "rate": 30.0, "gap": None}]
    pooled = pool(rows, {"people"}, lambda _column, row: row["people"])
    assert pooled == {"people": 400.0, "rate": 25.0, "gap": None}


def test_variety_of_work_goes_from_none_to_the_logarithm_of_nine():
    assert entropy([100.0, *[0.0] * 8]) == 0
    assert entropy([11.1] * 9) == pytest.approx(np.log(9))
    assert entropy([50.0, None]) is None


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("illiteracy", 22.0, "22"),
        ("illiteracy", None, ""),
        ("population", 38452.0, "38452"),
        ("illiteracy_change", -0.001, "0"),
        ("spec_industry", 1.0, "1"),
        ("businesses_per_1000", 52.0909, "52.09"),
    ],
)
def test_how_a_value_is_written(key, value, text):
    assert written(key, value) == text


def test_a_rate_of_nobody_is_unknown():
    assert per(3, 0, 1000) is None
    assert per(None, 10, 1000) is None
    assert per(3, 1000, 1000) == 3


def test_other_names_are_each_told_once():
    found = names.other_names("Bni Gmil", "بني اكميل", ["Bni-Gmil", "بني جميل", "بني جميل"])
    assert found == ("بني جميل", "Beni Gmil")


def test_the_article_is_left_out_only_where_it_is_one():
    assert names.without_article("El Kelaa") == "Kelaa"
    assert names.without_article("Elkelaa") == "Elkelaa"


def test_compressed_bytes_depend_on_the_text_alone(tmp_path):
    for name in ("one.csv.gz", "two.csv.gz"):
        files.write_gzip(tmp_path / name, "code\nMA\n")
    one, two = ((tmp_path / name).read_bytes() for name in ("one.csv.gz", "two.csv.gz"))
    assert one == two
    assert gzip.decompress(one) == b"code\nMA\n"
