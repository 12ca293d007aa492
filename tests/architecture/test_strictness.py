"""The tests' own strictness holds."""

from __future__ import annotations

import pytest
from django.template import engines

from twiza.territories.models import Territory


def render(text: str, **context: object) -> str:
    return engines["django"].from_string(text).render(context)


@pytest.mark.parametrize(
    "text", ["{{ nothing }}", "{{ told.nothing }}", "{{ nothing|upper }}", '{{ nothing|default:"x" }}']
)
def test_an_undefined_variable_fails(text: str) -> None:
    with pytest.raises(AssertionError, match="is undefined"):
        render(text, told={"known": 1})


@pytest.mark.parametrize("text", ["{% if nothing %}x{% endif %}", "{{ known }}", "{% firstof known %}"])
def test_asking_whether_something_is_there_does_not(text: str) -> None:
    assert render(text, known="") == ""


def test_rows_without_an_order_come_in_another_one(country: object) -> None:
    ordered = [one.pk for one in Territory.objects.order_by("pk")]

    assert [one.pk for one in Territory.objects.order_by()] != ordered
    assert sorted(one.pk for one in Territory.objects.order_by()) == ordered
    assert [one.pk for one in Territory.objects.order_by("pk")] == ordered
