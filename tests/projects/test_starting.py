"""A project begins: by a visitor, by somebody with a sign-in, once however often one clicks."""

from __future__ import annotations

import pytest

from tests.accounts.factories import person
from tests.projects.factories import a_group, a_project, a_visitor
from twiza.projects.models import Project

pytestmark = pytest.mark.usefixtures("country")


def test_a_person_becomes_the_first_founder() -> None:
    user = person("amina@example.org", name="أمينة")
    project = a_project(by=user)

    assert [(one.user, one.name, one.edits) for one in project.founders.all()] == [(user, "أمينة", True)]


def test_a_double_click_makes_one_project() -> None:
    visitor = a_visitor()

    assert a_project(by=visitor) == a_project(by=visitor)
    assert Project.objects.count() == 1


def test_a_group_has_its_capital() -> None:
    assert a_group(5).capital == 5000
