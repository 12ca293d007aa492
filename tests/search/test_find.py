"""Finding things by name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from twiza.search import commands, kinds
from twiza.search.kinds import Entry, Kind
from twiza.search.queries import find

pytestmark = pytest.mark.django_db

PLACES = {
    "1": ("شيشاوة", "Chichaoua", 4.6),
    "2": ("شفشاون", "Chefchaouen", 4.7),
    "3": ("سيدي إفني", "Sidi Ifni", 4.3),
    "4": ("سيدي بنور", "Sidi Bennour", 4.7),
    "5": ("أيت ملول", "Aït Melloul", 5.2),
    "6": ("الحاجب", "El Hajeb", 4.6),
    "7": ("ورزازات", "Ouarzazate", 4.9),
    "8": ("سيدي إفني", "Sidi Ifni", 2.0),
}


@pytest.fixture(autouse=True)
def places() -> Iterator[None]:
    def entries() -> Iterator[Entry]:
        for key, (arabic, french, weight) in PLACES.items():
            titles = {"ar": arabic, "fr": french}
            yield Entry(key, titles, (arabic, french), weight, {"above": {}}, text="سوق أسبوعي" if key == "7" else "")

    kinds.register(Kind("invented", entries, lambda: ["جماعة", "commune"]))
    commands.rebuild(kind="invented")
    yield
    kinds._kinds.pop("invented")


def keys(asked: str, **options: bool) -> list[str]:
    return [one.key for one in find(asked, kind="invented", **options)]


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("شيشاوة", "1"),
        ("شيشاوه", "1"),
        ("ششاوة", "1"),
        ("Chichaoua", "1"),
        ("shishawa", "1"),
        ("CHICHAWA", "1"),
        ("chefchaoun", "2"),
        ("ait melloul", "5"),
        ("aitmelloul", "5"),
        ("ait meloul", "5"),
        ("hajeb", "6"),
        ("حاجب", "6"),
        ("werzazat", "7"),
        ("جماعة ورزازات", "7"),
        ("commune de Ouarzazate", "7"),
    ],
)
def test_any_spelling_finds_the_place_first(asked: str, key: str) -> None:
    assert keys(asked)[0] == key


def test_an_unfinished_name_finds_what_it_begins() -> None:
    assert keys("sidi if", unfinished=True)[:2] == ["3", "8"]
    assert keys("sidi b", unfinished=True)[0] == "4"


def test_of_two_with_one_name_the_larger_comes_first() -> None:
    assert keys("Sidi Ifni")[:2] == ["3", "8"]


def test_words_of_a_description_are_found_only_when_asked_for() -> None:
    assert keys("أسواق") == []
    assert keys("أسبوعية", full_text=True) == ["7"]


@pytest.mark.parametrize("asked", ["", "   ", "؟!…", "\u202e\u2066", "\x00", "🙂"])
def test_a_question_without_words_finds_nothing(asked: str) -> None:
    assert keys(asked) == []


def test_a_very_long_question_is_answered() -> None:
    assert keys("شيشاوة " * 2000)[0] == "1"


def test_titles_come_in_the_reader_s_language() -> None:
    with translation.override("fr"):
        assert find("شيشاوة", kind="invented")[0].title == "Chichaoua"
    with translation.override("en"):
        assert find("شيشاوة", kind="invented")[0].title == "شيشاوة"


def test_the_number_of_queries_does_not_grow(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    find("sidi", kind="invented")
    with django_assert_num_queries(3):
        assert len(find("hajeb", kind="invented")) == 1
    with django_assert_num_queries(3):
        assert len(find("sidi", kind="invented")) == 3


def test_indexing_again_forgets_what_is_gone() -> None:
    held = PLACES.pop("7")
    try:
        commands.rebuild(kind="invented")
        assert keys("Ouarzazate") == []
    finally:
        PLACES["7"] = held


def test_an_unknown_kind_finds_nothing() -> None:
    assert find("x", kind="nothing") == []
