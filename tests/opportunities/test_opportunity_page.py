"""One project model in one place: a sum that adds up, conditions, neighbours."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from twiza.calc.scoring import PartWeights
from twiza.opportunities import explaining, queries
from twiza.territories.models import Territory

pytestmark = pytest.mark.usefixtures("country")

MOUNTAIN, SHORE = "03.06.14", "01.01.11"


def get(client: Client, code: str, key: str, query: str = "", language: str = "en") -> HttpResponse:
    with translation.override(language):
        return client.get(reverse("opportunities:opportunity", args=[code, key]) + query)


@pytest.mark.parametrize("weights", [None, PartWeights(1, 0, 0), PartWeights(0.1, 0.3, 0.6)])
@pytest.mark.parametrize("code", [MOUNTAIN, SHORE, "02.04.24", "03.05.21"])
def test_points_add_up_to_the_score(code: str, weights: PartWeights | None) -> None:
    found = queries.for_place(Territory.objects.get(code=code), weights)
    with translation.override("en"):
        for card in found.cards:
            total = explaining.points(card, explaining.in_effect(weights), "en")
            assert total is not None
            assert total.before == pytest.approx(50 + sum(line.points for line in total.lines))
            assert total.after == pytest.approx(total.before * total.gate, abs=1e-3)
            assert total.after == pytest.approx(card.score, abs=1e-3)


def test_bars_stay_on_their_sheet() -> None:
    found = queries.for_place(Territory.objects.get(code=MOUNTAIN))
    with translation.override("en"):
        total = explaining.points(found.cards[0], explaining.in_effect(None), "en")
    assert total is not None
    for line in total.lines:
        assert 0 <= line.start <= 50 + line.length <= 100
        assert (line.start < 50) == (line.points < 0)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("key", ["honey", "saffron", "seaweed", "waste-sorting"])
def test_every_opportunity_has_its_page(client: Client, key: str, language: str) -> None:
    assert get(client, SHORE, key, language=language).status_code == 200


def test_the_page_says_why_and_what_must_never_be_concluded(client: Client) -> None:
    text = get(client, MOUNTAIN, "honey").content.decode()
    assert "Why this score" in text
    assert "An income for the young." in text
    assert "No data can check this" in text
    assert "What must never be concluded" in text
    assert "Priority:" in text


def test_an_excluded_model_says_so_instead_of_a_sum(client: Client) -> None:
    text = get(client, MOUNTAIN, "seaweed").content.decode()
    assert "Not possible here" in text
    assert "An obstacle here" in text


def test_neighbours_are_ranked_and_the_impossible_come_last() -> None:
    place = Territory.objects.get(code="01.01.21")
    model = queries.for_place(place).excluded[0].model
    found = explaining.neighbours(place, model)
    assert found
    ranks = [one.rank for one in found]
    assert ranks == sorted(ranks, key=lambda rank: (rank is None, rank or 0))
    assert all((one.rank is None) == (not one.possible) for one in found)


def test_weights_are_kept_in_the_links(client: Client) -> None:
    text = get(client, MOUNTAIN, "honey", "?need=10&resources=80&setting=10").content.decode()
    assert "?need=10&amp;resources=80&amp;setting=10" in text
    assert "Back to the usual weights" in text


def test_absurd_weights_are_explained(client: Client) -> None:
    text = get(client, MOUNTAIN, "honey", "?need=-5").content.decode()
    assert "These weights cannot be used" in text
    assert 'value="-5"' in text


def test_a_region_leads_to_the_ranking_of_its_places(client: Client) -> None:
    response = get(client, "03", "honey")
    assert response.status_code == 302
    assert response["Location"].endswith("/models/honey/places/?within=03")


@pytest.mark.parametrize(("code", "key"), [("99", "honey"), (MOUNTAIN, "gold"), ("99", "gold")])
def test_unknown_places_and_models_are_kind_404s(client: Client, code: str, key: str) -> None:
    assert get(client, code, key).status_code == 404
