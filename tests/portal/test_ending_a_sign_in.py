"""Who ends her sign-in leaves nothing behind in groups that filed nothing; what was filed says so and stays."""

from __future__ import annotations

import json

import pytest

from tests.accounts.factories import person
from tests.projects.factories import a_group
from twiza.accounts.privacy import commands
from twiza.journal.models import Entry
from twiza.projects.models import Founder, Stage

pytestmark = pytest.mark.usefixtures("country")


@pytest.fixture
def amina(db):
    return person("amina@example.org", name="أمينة بنعلي")


@pytest.fixture
def group(amina):
    return a_group(president=amina)


def place(group, user):
    return Founder.objects.get(project=group, user=user)


def test_my_data_hold_what_is_sealed(group, amina):
    founder = place(group, amina)
    founder.national_id, founder.address = "EE123456", "دوار"
    founder.save()

    (told,) = commands.collected(amina)["projects"]
    assert (told["national_id"], told["address"], told["project"]) == ("EE123456", "دوار", group.name)


def test_a_place_in_a_group_that_filed_nothing_is_made_nameless(group, amina):
    founder = place(group, amina)
    founder.national_id = "EE123456"
    founder.save()

    assert commands.end_sign_in(user=amina, by=amina) == []

    left = Founder.objects.get(pk=founder.pk)
    assert left.left_at is not None
    assert (left.national_id, left.address, left.phone, left.user) == ("", "", "", None)
    assert "أمينة" not in left.name
    assert "EE123456" not in json.dumps(list(Entry.objects.values_list("details", flat=True)))


@pytest.mark.parametrize("stage", [Stage.FILED, Stage.REGISTERED])
def test_a_place_in_a_file_that_was_handed_in_stays_and_is_named(group, amina, stage):
    group.stage = stage
    group.save()

    (kept,) = commands.end_sign_in(user=amina, by=amina)

    assert group.name in kept
    assert Founder.objects.present().filter(project=group, name="أمينة بنعلي").exists()
