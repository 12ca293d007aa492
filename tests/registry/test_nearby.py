"""Existing cooperatives beside an opportunity: a fact that changes no score, fresh in every process."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tests.registry.factories import COMMUNE, cooperative, place
from twiza.bank.models import ProjectModel
from twiza.opportunities import queries as opportunities
from twiza.packs import keeping
from twiza.registry import commands
from twiza.registry.nearby import nearby
from twiza.territories.models import Territory

pytestmark = pytest.mark.usefixtures("country")


@pytest.fixture(autouse=True)
def _nothing_is_kept_of_another_test() -> None:
    keeping.forget()


def honey() -> ProjectModel:
    return ProjectModel.objects.get(key="honey")


def page(client: Client, name: str = "opportunities:opportunity", args: tuple[str, ...] = (COMMUNE, "honey")) -> str:
    with translation.override("en"):
        response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def beside() -> Territory:
    found = place().neighbours.filter(level=place().level).order_by("code").first()
    assert found is not None
    return found


def test_where_nothing_is_loaded_it_says_so(client: Client) -> None:
    cooperative(example=True, project_model=honey())
    assert "No register of cooperatives has been loaded here" in page(client)


def test_cooperatives_are_counted_from_the_nearest_out() -> None:
    other = ProjectModel.objects.exclude(sector=honey().sector).order_by("key")[0]
    here = cooperative("هنا", project_model=honey())
    near = cooperative("جوار", project_model=honey(), territory=beside().code)
    of_sector = cooperative("قطاع", sector=honey().sector)
    cooperative("نوع آخر", project_model=other)
    cooperative("بعيد", project_model=honey(), territory="03.06.14")
    cooperative("مثال", project_model=honey(), example=True)
    gone = cooperative("منحلة", project_model=honey())
    commands.set_status(cooperative=gone, status="dissolved", by="command-line")

    found = nearby(place(), model=honey())
    assert (found.here, found.beside) == (2, 1)
    assert found.around == 2 + beside().path.startswith(place().parent.path)  # type: ignore[union-attr]
    assert set(found.nearest[:2]) == {here, of_sector}
    assert found.nearest[2] == near


def test_the_page_names_the_nearest_and_judges_nothing(client: Client) -> None:
    made = cooperative("<b>أمل</b>", name_latin="", project_model=honey())
    text = page(client)
    assert f"/cooperatives/{made.public_id}/" in text
    assert "<b>أمل" not in text
    assert "does not change it" in text


def test_existing_cooperatives_never_change_a_score() -> None:
    before = [(card.model.key, card.score, card.rank_low) for card in opportunities.for_place(place()).cards]
    for n in range(3):
        cooperative(f"تعاونية {n}", project_model=honey())
    assert [(card.model.key, card.score, card.rank_low) for card in opportunities.for_place(place()).cards] == before


def test_a_kept_page_is_made_anew_after_a_registration(client: Client) -> None:
    """The key holds the edition of the register, which every worker reads from the database."""
    place_page = ("portal:territory", (COMMUNE,))
    assert "No register" in page(client)
    assert "registered cooperative here" not in page(client, *place_page)
    made = cooperative("تعاونية جديدة", name_latin="", project_model=honey())
    assert "تعاونية جديدة" in page(client)
    assert "registered cooperative here" in page(client, *place_page)
    commands.correct(cooperative=made, by="command-line", name_ar="تعاونية أخرى")
    assert "تعاونية أخرى" in page(client)


def test_a_kept_page_costs_two_small_questions(client: Client) -> None:
    cooperative(project_model=honey())
    page(client)
    with CaptureQueriesContext(connection) as caught:
        page(client)
    assert [re.findall(r'FROM "(\w+)"', one["sql"])[0] for one in caught] == ["packs_country", "registry_edition"]


def test_the_page_asks_as_much_for_many_as_for_one(client: Client) -> None:
    def asked() -> int:
        keeping.forget()
        with CaptureQueriesContext(connection) as caught:
            page(client)
        return len(caught)

    cooperative(project_model=honey())
    asked()
    one = asked()
    for n in range(7):
        cooperative(f"تعاونية {n}", project_model=honey())
    asked()
    assert asked() == one
