"""The grade of the data under a score."""

import pytest

from twiza.calc.grades import criterion_grade, data_grade


@pytest.mark.parametrize(
    ("collection", "count", "year", "grade"),
    [
        ("count", 30, 2024, "A"),
        ("count", 29, 2024, "C"),
        ("derived", 5000, 2024, "A"),
        ("derived", float("nan"), 2024, "A"),
        ("count", 5000, 2014, "B"),
        ("count", 29, 2014, "C"),
        ("sample", 5000, 2024, "C"),
        ("modelled", 5000, 2024, "C"),
    ],
)
def test_a_figure_is_graded_by_how_it_was_made(collection, count, year, grade):
    assert criterion_grade(collection, count, year, latest_year=2024) == grade


@pytest.mark.parametrize(
    ("collections", "years", "grade"),
    [
        (["count", "count"], [2024, 2024], "A"),
        (["count", "count"], [2024, 2014], "B"),
        (["count", "modelled"], [2014, 2024], "C"),
    ],
)
def test_a_score_has_the_grade_of_its_weakest_figure(collections, years, grade):
    assert data_grade(collections, [100, 100], years, latest_year=2024) == grade


def test_a_score_on_nothing_has_no_grade():
    with pytest.raises(ValueError, match="no figure"):
        data_grade([], [], [], 2024)
