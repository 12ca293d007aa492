"""Examples: every role, a group on its way, a filed file, a cooperative; marked, removable, never in production."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from twiza.accounts.models import Organisation, Role, RoleAssignment, User
from twiza.dossier.models import Dossier
from twiza.papers.models import Paper
from twiza.portal.demonstration import DOMAIN
from twiza.projects.models import Project
from twiza.registry.models import Cooperative
from twiza.registry.search import KIND
from twiza.search.models import Document

pytestmark = pytest.mark.usefixtures("country")


def demo(verb):
    said = io.StringIO()
    call_command("demo", verb, stdout=said)
    return said.getvalue()


@pytest.fixture
def loaded(db):
    return demo("load")


def test_there_is_somebody_of_every_role_and_each_password_is_shown_once(loaded):
    assert set(RoleAssignment.objects.values_list("role", flat=True)) == set(Role.values)
    for user in User.objects.all():
        (line,) = [one for one in loaded.splitlines() if user.email in one.split()]
        assert user.check_password(line.split()[-1])

    again = demo("load")
    assert "there already" in again
    assert "@" not in again


def test_there_is_a_group_on_its_way_a_filed_file_and_a_cooperative(loaded):
    assert sorted(Dossier.objects.values_list("state", flat=True)) == ["accepted", "filed", "preparing"]
    assert set(Project.objects.values_list("example", flat=True)) == {True}
    assert Cooperative.objects.get().example


def test_a_page_says_that_it_is_an_example(loaded, client):
    client.force_login(User.objects.get(email=f"founder@{DOMAIN}"))
    project = Project.objects.get(dossier__state="preparing")

    page = client.get(f"/en/projects/{project.public_id}/").content.decode()
    public = client.get(f"/en/cooperatives/{Cooperative.objects.get().public_id}/").content.decode()

    assert "example" in page.casefold().replace(DOMAIN, "")
    assert "example" in public.casefold().replace(DOMAIN, "")


def test_one_command_takes_all_of_it_away(loaded):
    demo("remove")

    left = [model.objects.count() for model in (Project, Dossier, Paper, Cooperative, Organisation, User)]
    assert left == [0, 0, 0, 0, 0, 0]
    assert not Document.objects.filter(kind=KIND).exists()
    assert demo("remove").count("0 ") == 4


@override_settings(PRODUCTION=True)
def test_production_refuses_examples(db):
    with pytest.raises(CommandError, match="never"):
        demo("load")

    assert not User.objects.exists()
