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


def test_one_founded_after_another_model_of_the_same_sector_is_of_another_kind() -> None:
    saffron = ProjectModel.objects.get(key="saffron")
    assert saffron.sector == honey().sector
    cooperative(project_model=saffron)
    assert nearby(place(), model=honey()).nearest == ()


def test_around_a_first_unit_only_itself_is_counted_and_no_country_is_named() -> None:
    cooperative(project_model=honey(), territory="01.01.13")
    cooperative("بعيدة", project_model=honey(), territory="03.06.14")
    found = nearby(place("01"), model=honey())
    assert (found.around, found.above) == (1, None)


def test_within_a_ring_the_nearest_by_way_come_first_and_rings_are_kept() -> None:
    centre = place()
    others = place().neighbours.filter(level=centre.level).order_by("code")[:2]
    assert len(others) == 2
    assert centre.latitude is not None and centre.longitude is not None
    # One degree east is shorter than one north, the farther from the equator the more.
    east, north = others
    Territory.objects.filter(pk=east.pk).update(latitude=centre.latitude, longitude=centre.longitude + 1.05)
    Territory.objects.filter(pk=north.pk).update(latitude=centre.latitude + 1.0, longitude=centre.longitude)
    assert centre.parent is not None
    around = Territory.objects.filter(path__startswith=centre.parent.path, level=centre.level).exclude(pk=centre.pk)
    beyond = around.exclude(pk__in=centre.neighbours.values("pk")).order_by("code")[0]
    Territory.objects.filter(pk=beyond.pk).update(latitude=centre.latitude + 0.1, longitude=centre.longitude)
    found = [("أ شمال", north.code), ("ب شرق", east.code), ("ج هنا", centre.code), ("د قريب", beyond.code)]
    for name, code in found:
        cooperative(name, project_model=honey(), territory=code)
    assert [one.name_ar for one in nearby(centre, model=honey()).nearest] == ["ج هنا", "ب شرق", "أ شمال", "د قريب"]


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
