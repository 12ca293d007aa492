"""The pages that show several areas at once: home, a place, a model, about."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from twiza.accounts.models import RoleAssignment
from twiza.bank.models import ProjectModel
from twiza.opportunities import queries as opportunities
from twiza.packs import keeping
from twiza.territories import queries
from twiza.territories.models import Territory
from twiza.ui import formats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

PAGES = ["", "territories/01.01.13/", "territories/01.01/", "territories/01/", "territories/XE/", "models/honey/",
         "about/", "accessibility/"]  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    keeping.forget()


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_every_language(client: Client, language: str, page: str) -> None:
    response = client.get(f"/{language}/{page}")
    assert response.status_code == 200
    assert f'lang="{language}"' in response.content.decode()


def test_the_root_leads_to_arabic(client: Client) -> None:
    assert client.get("/")["Location"] == "/ar/"


def test_the_switch_of_language_stays_on_the_page(client: Client) -> None:
    text = client.get("/ar/territories/01.01.13/?map=illiteracy").content.decode()
    assert 'href="/fr/territories/01.01.13/?map=illiteracy"' in text


def test_a_place_shows_the_figures_of_the_tables(client: Client) -> None:
    place = Territory.objects.get(code="01.01.13")
    text = client.get("/en/territories/01.01.13/").content.decode()
    with translation.override("en"):
        for standing in queries.profile(place).headline:
            assert formats.number(standing.value, standing.definition.decimals) in text


def test_the_name_of_each_figure_leads_to_its_definition(client: Client) -> None:
    place = Territory.objects.get(code="01.01.13")
    text = client.get("/en/territories/01.01.13/").content.decode()
    strips = text[text.index('class="strip"') :]
    for standing in queries.profile(place).standings:
        if standing.known:
            assert f'<a href="/en/indicators/{standing.definition.key}/">' in strips, standing.definition.key


def test_a_place_shows_its_best_projects_with_the_score_of_the_area(client: Client) -> None:
    place = Territory.objects.get(code="01.01.13")
    best = opportunities.for_place(place, best=3).cards
    shown = client.get("/en/territories/01.01.13/").context["cards"]
    assert [card.title for card in shown] == [card.model.names["en"] for card in best]
    assert [bar.value for bar in shown[0].bars] == [best[0].need, best[0].resources, best[0].setting]


def test_what_is_excluded_is_never_shown_as_fitting() -> None:
    for place in Territory.objects.filter(level="commune"):
        found = opportunities.for_place(place)
        assert not {c.model.key for c in found.cards} & {c.model.key for c in found.excluded}
        assert all(card.gate > 0 for card in found.cards)


def test_no_seaweed_far_from_the_sea_and_no_saffron_at_sea_level() -> None:
    for place in Territory.objects.filter(level="commune"):
        profile = queries.profile(place)
        sea, altitude = profile.get("distance_to_sea"), profile.get("altitude")
        open_here = {card.model.key for card in opportunities.for_place(place).cards}
        assert sea is not None
        assert altitude is not None
        if sea.value is not None and sea.value > 50:
            assert "seaweed" not in open_here
        if altitude.value is not None and altitude.value < 100:
            assert "saffron" not in open_here


def test_the_map_shows_the_indicator_that_was_asked_for(client: Client) -> None:
    shown = client.get("/en/territories/01.01.13/?map=illiteracy").context["map"]
    assert shown.title.startswith("Illiteracy")
    odd = client.get("/en/territories/01.01.13/?map=nothing").context["map"]
    assert odd is not None


def test_a_place_asks_as_much_for_one_as_for_another(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    client.cookies["a"] = "personal"
    client.get("/fr/territories/01.01.13/")
    counts = []
    for code in ("01.01.13", "01.01.12", "01.01.11"):
        client.get(f"/fr/territories/{code}/")
        with django_assert_max_num_queries(20) as asked:
            client.get(f"/fr/territories/{code}/")
        counts.append(len(asked))
    assert len(set(counts)) == 1


@pytest.mark.parametrize("code", ["nowhere", "01.01.13.99", "٠١", "..", "%00", "a" * 300])
def test_an_unknown_place_is_a_kind_404(client: Client, code: str) -> None:
    response = client.get(f"/ar/territories/{code}/")
    assert response.status_code == 404


def test_a_place_with_a_very_long_name_keeps_its_name(client: Client) -> None:
    name = "جماعة " + "الأسماء الطويلة " * 8
    Territory.objects.filter(code="01.01.13").update(names={"ar": name.strip()})
    text = client.get("/fr/territories/01.01.13/").content.decode()
    assert name.strip() in text


def test_a_name_cannot_carry_markup(client: Client) -> None:
    Territory.objects.filter(code="01.01.13").update(names={"ar": "<script>alert(1)</script>"})
    assert "<script>alert" not in client.get("/ar/territories/01.01.13/").content.decode()


def test_the_model_s_page_leads_to_where_it_fits(client: Client) -> None:
    model = ProjectModel.objects.get(key="honey")
    response = client.get("/en/models/honey/")
    ranked = opportunities.for_model(model)[:10]
    assert [place.code for place in response.context["best"]] == [place.code for place in ranked]


def test_an_unknown_model_is_a_kind_404(client: Client) -> None:
    assert client.get("/ar/models/gold-mine/").status_code == 404


def test_without_a_country_the_first_page_says_what_to_do(client: Client) -> None:
    RoleAssignment.objects.all().delete()
    for depth in (3, 2, 1, 0):
        Territory.objects.filter(depth=depth).delete()
    response = client.get("/en/")
    assert response.status_code == 503
    assert "No country is loaded yet" in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_pages_carry_the_headers_that_protect(client: Client, page: str) -> None:
    response = client.get(f"/ar/{page}")
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
