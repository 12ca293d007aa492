"""The grade of the data under a score."""

import numpy as np
import pytest

from twiza.calc.grades import LETTERS, figure_grades, weakest


def letter(collection, count, year, *, everyone=False, value=1.0):
    ranks = figure_grades(
        collection, np.array([value]), np.array([float(count)]), np.array([everyone]), year=year, latest_year=2024
    )
    return LETTERS[ranks[0]]


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
    assert letter(collection, count, year) == grade


@pytest.mark.parametrize(
    ("collection", "count", "year", "grade"),
    [("sample", 500, 2024, "A"), ("sample", 500, 2014, "B"), ("sample", 29, 2024, "C"), ("modelled", 500, 2024, "C")],
)
def test_where_everyone_was_asked_a_sample_is_a_count_and_nothing_else_is(collection, count, year, grade):
    assert letter(collection, count, year, everyone=True) == grade


def test_a_figure_that_nobody_knows_has_no_grade():
    assert letter("count", 5000, 2024, value=float("nan")) == ""


def test_a_score_has_the_grade_of_its_weakest_known_figure():
    ranks = np.array([[1, 1], [1, 2], [2, 3], [0, 1], [0, 0]], dtype=np.int8)
    assert weakest(ranks).tolist() == ["A", "B", "C", "A", ""]
    assert weakest(ranks[:, :0]).tolist() == [""] * 5
