"""The plan's pages: questions with what follows, results, everything, scenarios; who may open them."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.accounts.factories import person
from tests.planner.factories import a_plan
from twiza.planner import steps
from twiza.planner.models import Plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


@pytest.fixture
def founder():
    return person("founder@example.org", name="فاطمة")


@pytest.fixture
def plan(founder) -> Plan:
    return a_plan(by=founder)


def base(plan: Plan, language: str = "en") -> str:
    return f"/{language}/projects/{plan.project.public_id}/plan/{plan.public_id}/"


PAGES = ["", *(f"questions/{slug}/" for slug in steps.SLUGS), "inputs/", "results/", "statements/income/",
         "statements/cash/?year=2", "statements/balance/", "certainty/"]  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_a_founder(client: Client, founder, plan: Plan, page: str, language: str) -> None:
    client.force_login(founder)
    response = client.get(base(plan, language) + page)
    assert response.status_code == 200, response.content[:500]
