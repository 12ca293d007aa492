"""How likely two are the same: what counts for it, what against it, and which comes first."""

from __future__ import annotations

from typing import Any

import pytest

from tests.registry.factories import place
from twiza.packs.models import Country
from twiza.registry.loading import twins
from twiza.registry.loading.places import Answer, Places
from twiza.territories.models import Territory


def body(ref: str = "1", **told: str) -> twins.Body:
    given = {
        "kind": "line", "ref": ref, "name_ar": "تعاونية الأمل", "name_latin": "", "number": "", "year": "",
        "path": "XE/01/01.01/01.01.13/",
    }  # fmt: skip
    return twins.body(**{**given, **told})


def score(one: dict[str, str], other: dict[str, str]) -> float:
    return round(twins.compared(body(**one), body(**other)).score, 2)


@pytest.mark.parametrize(
    ("likelier", "less"),
    [
        ({}, {"path": "XE/01/01.01/01.01.11/"}),
        ({"path": "XE/01/01.01/01.01.11/"}, {"path": "XE/03/03.06/03.06.14/"}),
        ({"year": "2015"}, {"year": "2016"}),
        ({"number": ""}, {"number": "8/2015"}),
    ],
    ids=["the same place", "a place nearby", "the same year", "no other number"],
)
def test_what_speaks_for_one_and_the_same(likelier: dict[str, str], less: dict[str, str]) -> None:
    given = {"year": "2015", "number": "7/2015"}
    assert score(given, likelier) > score(given, less)


@pytest.mark.parametrize(("one", "other"), [("007/2015", "7 - 2015"), ("٧/٢٠١٥", "7/2015")])
def test_a_number_is_the_same_however_a_clerk_writes_it(one: str, other: str) -> None:
    assert score({"number": one}, {"number": other}) >= 0.95


def test_the_likeliest_double_comes_first() -> None:
    finder = twins.Finder([body("far", path="XE/01/01.01/01.01.11/"), body("here"), body("number", number="1")])
    assert [twin.body.ref for twin in finder.twins(body(number="1"))][:2] == ["number", "here"]


@pytest.fixture
def two_of_one_name(country: Country) -> Any:
    Territory.objects.filter(code="03.06.14").update(names={"ar": "مرسى القمر", "fr": "Marsa Qamar"})
    return Places(place("XE"), {})


def test_of_two_places_of_one_name_a_person_chooses(two_of_one_name: Places) -> None:
    found = two_of_one_name.find("Marsa Qamar", "")
    assert (found.code, found.several, set(found.suggestions)) == ("", True, {"01.01.13", "03.06.14"})


def test_the_province_tells_which_of_two_places_is_meant(two_of_one_name: Places) -> None:
    for code in ("01.01", "03.06"):
        above = place(code).names["fr"]
        assert two_of_one_name.find("Marsa Qamar", above) == Answer({"01.01": "01.01.13", "03.06": "03.06.14"}[code])
