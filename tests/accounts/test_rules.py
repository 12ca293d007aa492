"""Roles hold in a place and below it, and nowhere else."""

import doctest

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.accounts.factories import person
from twiza.accounts import rules
from twiza.accounts.rules import may
from twiza.territories.models import Territory


@pytest.fixture
def places(country):
    commune = Territory.objects.filter(level="commune", retired=False).order_by("code")[0]
    other = Territory.objects.filter(level="region", retired=False).order_by("-code")[0]
    top = Territory.objects.get(parent__isnull=True)
    return {"commune": commune, "province": commune.parent, "region": commune.parent.parent, "other": other, "top": top}


@pytest.mark.parametrize(
    ("where", "expected"),
    [("commune", True), ("province", True), ("region", True), ("other", False), ("top", False)],
)
def test_a_role_reaches_its_place_and_all_below_it(places, where, expected):
    user = person(role="administrator", territory=places["region"].code)

    assert may(user, "journal.read", places[where]) is expected


def test_a_place_whose_code_begins_alike_is_not_below(places):
    user = person(role="administrator", territory=places["commune"].code)
    alike = Territory(path=places["commune"].path.rstrip("/") + "1/")

    assert may(user, "journal.read", alike) is False


def test_an_analyst_does_not_read_the_journal(places):
    user = person(role="analyst")

    assert may(user, "account.see", places["top"]) is True
    assert may(user, "journal.read", places["top"]) is False


def test_nobody_may_anything(places):
    assert may(AnonymousUser(), "account.see", places["top"]) is False


def test_a_closed_sign_in_may_nothing(places):
    user = person(role="administrator")
    user.is_active = False

    assert may(user, "journal.read", places["top"]) is False


def test_roles_are_read_once(places, django_assert_num_queries):
    user = person(role="administrator")

    with django_assert_num_queries(1):
        for place in places.values():
            may(user, "journal.read", place)


def test_an_action_is_known_in_one_form_alone():
    """Two areas that both say who may do a thing would hide one another."""
    before = {one.action: one.who for one in rules.permissions()}

    with pytest.raises(ValueError, match="registered twice"):
        rules.register(rules.Permission("journal.read", "x", frozenset({"analyst"})))
    with pytest.raises(ValueError, match="nobody is stranger"):
        rules.register(rules.Permission("journal.burn", "x", frozenset({"stranger"})))
    assert {one.action: one.who for one in rules.permissions()} == before


def test_the_worked_examples_run():
    assert doctest.testmod(rules).failed == 0
