"""What a dossier lacks is told in time, each with the page that mends it, and at a constant cost."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts.factories import person
from tests.dossier import factories as make
from tests.projects.factories import a_group
from twiza.dossier import commands
from twiza.dossier.models import Dossier
from twiza.dossier.queries import sheets
from twiza.dossier.readiness import missing
from twiza.projects import commands as projects
from twiza.projects.models import Founder

pytestmark = pytest.mark.usefixtures("country")


def rooms(dossier):
    return [one.room.partition(":")[2] for one in missing(dossier)]


def texts(dossier):
    return " ".join(str(one.text) for one in missing(dossier))


def test_each_thing_is_missing_until_it_is_done():
    dossier = make.begun()
    assert rooms(dossier) == ["interview", "rules", "assembly", "papers"]
    dossier = make.answered(dossier)
    assert rooms(dossier) == ["assembly", "papers"]
    dossier = make.held(make.step_done(dossier, "name"))
    assert texts(dossier) in {"Not all papers have been made.", "Signatures are missing."}
    commands.make_papers(dossier=dossier, by=make.president(dossier))
    assert texts(dossier) == "Signatures are missing."
    dossier = make.signed(dossier)
    assert rooms(dossier) == []
    nobody = [replace(one, signers=()) for one in sheets(dossier)]  # an office that nobody was elected to
    assert [str(one.text) for one in missing(dossier, nobody)] == ["Signatures are missing."]


def test_a_founders_number_that_papers_want_is_told_before_anybody_meets():
    dossier = make.begun()
    Founder.objects.filter(pk=make.founders_of(dossier)[2].pk).update(national_id="")

    assert ("The papers wait for: a founder's identity number.", "projects:founders") in [
        (str(one.text), one.room) for one in missing(dossier)
    ]


def test_a_share_without_value_is_told_with_the_page_of_the_money():
    dossier = make.begun()
    projects.set_share_value(project=dossier.project, value=None, by=make.president(dossier))

    held = Dossier.objects.get()
    assert "money" in rooms(held)
    assert "the value of a share" in texts(held)


def test_a_seat_that_nobody_wrote_is_asked_once_and_not_told_twice():
    dossier = make.answered(make.begun(), seat=None)

    assert "The papers wait for" not in texts(dossier)
    assert "interview" in rooms(dossier)


def test_what_an_assembly_brings_is_not_told_beside_the_assembly():
    dossier = make.answered()

    assert "The papers wait for" not in texts(dossier)


def test_a_broken_rule_and_a_missing_consent_are_told():
    dossier = make.answered(make.begun(), duration_years="120")
    Founder.objects.filter(pk=make.founders_of(dossier)[1].pk).update(
        consent_at=None, consent_how="", consent_version="", consent_by=""
    )

    assert {"rules", "project"} <= set(rooms(dossier))
    assert "1 rule of the law is not met." in texts(dossier)


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_home_costs_the_same_for_one_founder_and_for_three_and_stays_low(client):
    costs = {}
    for count in (1, 3):
        by = person(f"president{count}@example.org")
        group = a_group(count, president=by)
        client.force_login(by)
        commands.begin(project=group, by=by)
        costs[count] = cost(client, reverse("dossier:home", args=[group.public_id]))

    assert costs[1] == costs[3] <= 26


@pytest.mark.parametrize("moment", [make.answered, make.papered, make.signed])
def test_home_stays_low_with_papers_and_signatures(client, moment):
    dossier = moment()
    client.force_login(make.president(dossier))

    assert cost(client, reverse("dossier:home", args=[dossier.project.public_id])) <= 26


def test_an_assembly_without_its_quorum_was_not_held():
    dossier = make.step_done(make.answered(), "name")
    group, by = make.founders_of(dossier), make.president(dossier)
    row = commands.open_assembly(assembly=make.convoked(dossier), chair=group[0], secretary=group[1], by=by)
    assert commands.close_assembly(assembly=row, by=by).quorum_met is False

    assert "The constitutive assembly has not been held." in texts(dossier)
