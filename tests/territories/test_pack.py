"""What a load makes of territories: places, outlines of every level, neighbours, drawings, values."""

import re

import numpy as np
import pytest
import shapely

from twiza.territories import drawing, outlines, snapshot
from twiza.territories.models import Drawing, Indicator, Observation, Outline, Sheet, Territory

SQUARES = {
    "a": shapely.box(0, 0, 1, 1),
    "b": shapely.box(1, 0, 2, 1),
    "c": shapely.box(0, 1, 1, 2),
    "d": shapely.box(1, 1, 2, 2),
}


def corners(path):
    """Absolute corners of each ring of a path of ``M``, relative ``l``/``h``/``v`` and ``z``."""
    rings = []
    for ring in path.split("z")[:-1]:
        head, steps = re.fullmatch(r"M(-?\d+ -?\d+)l(.*)", ring).groups()
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        rings.append(np.cumsum([[*map(int, head.split())], *zip(numbers[::2], numbers[1::2], strict=True)], axis=0))
    return rings


@pytest.mark.django_db
class TestTheExample:
    def test_places_know_their_way_from_the_country_down(self, country):
        place = Territory.objects.get(code="02.03.13")

        assert (place.path, place.depth, place.level, place.kind) == ("XE/02/02.03/02.03.13/", 3, "commune", "urban")
        assert place.ancestor_codes == ["XE", "02", "02.03"]
        assert place.names == {"ar": "سوق القمر", "fr": "Souk Qamar", "en": "Souk Qamar"}
        assert place.attributes == {"climate": ["BSk"], "coastal": ["no"]}
        assert Territory.objects.get(code="02.04.11").other_names == ["Oued Rih", "Ouad Rih"]
        assert Territory.objects.get(code="02.04.11").parent.code == "02.04"
        assert Territory.objects.get(code="XE").names["en"] == "Land of Example"

    def test_every_level_has_outlines_and_parents_cover_their_children(self, country):
        shapes = {o.territory.code: shapely.geometry.shape(o.geometry) for o in Outline.objects.all()}

        assert len(shapes) == 82
        for code in ("XE", "01", "02.03"):
            below = Territory.objects.at_level("commune").below(Territory.objects.get(code=code))
            together = sum(shapes[commune.code].area for commune in below)
            assert shapes[code].area == pytest.approx(together)
        box = Outline.objects.get(territory__code="XE")
        assert (box.west, box.south, box.east, box.north) == shapes["XE"].bounds

    def test_neighbours_share_a_border_and_not_a_corner_alone(self, country):
        place = Territory.objects.get(code="02.03.13")

        assert set(place.neighbours.values_list("code", flat=True)) == {
            "02.03.12", "02.03.14", "01.02.23", "02.03.23"
        }  # fmt: skip
        assert Territory.neighbours.through.objects.count() == 2 * (126 + 5 + 2)

    def test_every_frame_holds_all_levels_below_it(self, country):
        counts = {
            frame: {
                level: Drawing.objects.filter(frame__code=frame, territory__level=level).count()
                for level in ("region", "province", "commune")
            }
            for frame in ("XE", "01", "01.02")
        }

        assert counts == {
            "XE": {"region": 3, "province": 6, "commune": 72},
            "01": {"region": 0, "province": 2, "commune": 24},
            "01.02": {"region": 0, "province": 0, "commune": 12},
        }
        assert Sheet.objects.count() == 1 + 3 + 6

    def test_drawings_lie_on_their_sheet_with_their_label(self, country):
        for sheet in Sheet.objects.all():
            for drawn in Drawing.objects.filter(frame=sheet.frame):
                points = np.vstack(corners(drawn.path))
                assert points.min() >= 0
                assert (points.max(axis=0) <= [sheet.width, sheet.height]).all()
                assert 0 < drawn.x < sheet.width
                assert 0 < drawn.y < sheet.height

    def test_a_sheet_places_positions(self, country):
        sheet = Sheet.objects.get(frame__code="XE")
        outline = Outline.objects.get(territory__code="XE")

        assert sheet.view_box == f"0 0 1000 {sheet.height}"
        assert sheet.place(outline.west, outline.north) == pytest.approx((6, 6))
        assert sheet.place(outline.east, outline.south) == pytest.approx((994, sheet.height - 6), abs=1)

    def test_an_island_is_drawn_as_a_second_ring(self, country):
        assert len(corners(Drawing.objects.get(frame__code="01.01", territory__code="01.01.15").path)) == 2

    def test_values_are_those_of_the_tables_and_unknown_ones_have_no_row(self, country):
        assert Observation.objects.filter(territory__code="03.06.24").count() == 2 + 2 + 4
        assert Observation.objects.filter(indicator__key="seasonal_homes", territory__level="commune").count() == 6
        assert set(Observation.objects.filter(indicator__key="population").values_list("year", flat=True)) == {
            2014, 2024
        }  # fmt: skip

    def test_indicators_stand_in_the_order_of_the_file(self, country):
        assert [*Indicator.objects.values_list("key", flat=True)][:3] == ["population", "households", "density"]
        assert Indicator.objects.get(key="illiteracy").definition.high.means == "need"

    def test_the_arrays_hold_the_same_values(self, country):
        matrix = snapshot.current()
        value = Observation.objects.get(territory__code="02.03.13", indicator__key="illiteracy", year=2024).value

        assert matrix.values.shape[:2] == (82, 29)
        assert matrix.latest("illiteracy")[matrix.index["02.03.13"]] == value


def test_parents_are_made_from_leaves_at_any_depth():
    shapes = outlines.with_parents(
        SQUARES, {"top": None, "left": "top", "right": "top", "a": "left", "c": "left", "b": "right", "d": "right"}
    )

    assert shapes["left"].equals(shapely.box(0, 0, 1, 2))
    assert shapes["top"].equals(shapely.box(0, 0, 2, 2))


def test_shapes_that_overlap_are_united_all_the_same():
    assert outlines.union([shapely.box(0, 0, 2, 2), shapely.box(1, 1, 3, 3)]).area == pytest.approx(7)


def test_neighbours_are_each_pair_once():
    assert outlines.neighbours(SQUARES) == [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")]
    assert outlines.neighbours({"a": SQUARES["a"]}) == []


def wavy(seed):
    """Two shapes that share a border of many points."""
    noise = np.random.default_rng(seed).uniform(-0.02, 0.02, 80)
    border = [(1 + shift, y) for shift, y in zip(noise, np.linspace(0, 2, 80), strict=True)]
    left = shapely.Polygon([(0, 0), *border, (0, 2)])
    right = shapely.Polygon([*border, (2, 2), (2, 0)])
    return {"left": left, "right": right}


def test_a_shared_border_is_simplified_alike_on_both_sides():
    shapes = wavy(4)

    drawn = drawing.draw([shapes], drawing.layout_of(shapely.box(0, 0, 2, 2)))

    left, right = (
        {tuple(p) for p in corners(drawn[code].path)[0].tolist() if 400 < p[0] < 600} for code in ("left", "right")
    )
    assert left == right
    assert 2 < len(left) < 80


def test_what_is_too_small_becomes_a_dot_and_slivers_are_left_out():
    tiny, far = shapely.box(1, 1, 1.0005, 1.0005), shapely.box(0, 0, 0.5, 0.5)
    sliver = shapely.MultiPolygon([far, shapely.box(1.5, 1.5, 1.5004, 1.5004)])

    drawn = drawing.draw([{"sliver": sliver, "tiny": tiny}], drawing.layout_of(shapely.box(0, 0, 2, 2)))

    assert drawn["tiny"].path.endswith("h2v2h-2z")
    assert len(corners(drawn["sliver"].path)) == 1


def test_paths_grow_coarser_until_they_are_light_enough(monkeypatch):
    shapes, layout = wavy(4), drawing.layout_of(shapely.box(0, 0, 2, 2))
    fine = drawing.draw([shapes], layout)
    monkeypatch.setattr(drawing, "HEAVIEST", 100)

    coarse = drawing.draw([shapes], layout)

    assert len(coarse["left"].path) < len(fine["left"].path) / 2


def test_a_country_taller_than_the_sheet_stands_in_its_middle():
    layout = drawing.layout_of(shapely.box(-1, 0, 1, 20))

    left, right = layout.place(np.array([[-1.0, 20.0], [1.0, 0.0]]))
    assert layout.height == 1500
    assert left[0] + right[0] == pytest.approx(1000)
    assert (left[1], right[1]) == pytest.approx((6, 1494))


def test_corners_on_a_straight_line_and_repeated_ones_are_left_out():
    ring = shapely.Polygon([(0, 0), (5, 0), (5.2, 0.1), (10, 0), (10, 10), (0, 10)])

    assert drawing.path_of(ring) == "M0 0l10 0 0 10-10 0z"
