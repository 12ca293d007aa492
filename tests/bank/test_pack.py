"""What a load makes of sectors and project models."""

import pytest

from twiza.bank.models import ProjectModel, Sector
from twiza.bank.pack import sourced_share

pytestmark = pytest.mark.django_db


def test_sectors_stand_in_their_order(country):
    assert [*Sector.objects.values_list("key", "position")] == [("food", 1), ("sea", 2), ("environment", 3)]


def test_models_carry_what_filters_need(country):
    model = ProjectModel.objects.get(key="seaweed")

    assert (model.sector.key, model.category, model.audience, model.places) == (
        "sea", "marketing", ["women", "youth"], ["coast"]
    )  # fmt: skip
    assert (model.investment_low, model.investment_high) == (120_000, 320_000)
    assert (model.members_low, model.members_high, model.jobs_low, model.jobs_high) == (15, 60, 3, 12)
    assert model.names["en"] == "Seaweed gathering"


def test_the_stored_content_is_the_whole_model(country):
    definition = ProjectModel.objects.get(key="saffron").definition

    assert definition.products[0].yield_.fact == "saffron-1"
    assert [condition.key for condition in definition.conditions] == ["altitude", "climate", "water"]
    assert definition.conditions[1].factor == 0.5
    assert definition.conditions[2].test is None


def test_the_share_of_sourced_figures_counts_every_figure_of_the_model(country):
    shares = dict(ProjectModel.objects.values_list("key", "sourced_share"))

    # Seaweed: members, jobs, investment, months, price*, volume, input price*, input quantity,
    # two investments, people and pay of the yard; those with * name a fact.
    assert shares["seaweed"] == round(100 * 2 / 12, 1)
    assert shares["waste-sorting"] == 0
    assert sourced_share(ProjectModel.objects.get(key="seaweed").definition) == shares["seaweed"]
