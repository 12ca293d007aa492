"""The sheet of a project model: every figure says where it comes from."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from twiza.bank import queries
from twiza.bank.figures import in_words, told
from twiza.bank.models import ProjectModel
from twiza.bank.sheet import addresses
from twiza.packs import schema
from twiza.packs.schema import Figure, LocalText

pytestmark = pytest.mark.usefixtures("country")

KEYS = ("honey", "saffron", "seaweed", "waste-sorting")


def sheet(key: str, language: str = "en") -> str:
    with translation.override(language):
        return render_to_string("bank/model_body.html", {"page": queries.model_page(key, language)})


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_every_sheet_is_whole_in_every_language(key: str, language: str) -> None:
    text = sheet(key, language)
    model = ProjectModel.objects.get(key=key).definition
    for one in (model.summary, model.whom, *model.how, *model.unknown, *(r.answer for r in model.risks)):
        assert one.get(language).split("'")[0] in text


def test_a_declared_assumption_is_marked_with_its_reasoning() -> None:
    text = sheet("honey")
    assert "our working assumption" in text
    assert "Ten hives for each member." in text


def test_a_sourced_figure_leads_to_its_fact_and_says_year_and_confidence() -> None:
    text = sheet("seaweed")
    assert 'href="#fact-weed-1"' in text
    assert 'id="fact-weed-1"' in text
    assert "https://example.org/seaweed" in text
    assert "2024" in text
    assert "well established" in text


def test_figures_with_and_without_source_are_counted() -> None:
    with translation.override("en"):
        sourced, total = queries.model_page("seaweed", "en").figures
    assert (sourced, total) == (2, total)
    assert total > 10


def test_a_permit_without_source_is_to_be_confirmed() -> None:
    row = ProjectModel.objects.get(key="honey")
    row.content["permits"] = [
        {"name": {"ar": "رخصة", "en": "Permit"}, "text": {"ar": "نص", "en": "Ask."}, "kind": "permit"}
    ]
    row.save()
    assert "to be confirmed by a jurist" in sheet("honey")


def test_a_condition_says_how_it_is_checked_or_that_it_cannot_be() -> None:
    assert "at least" in sheet("saffron")
    assert "No data can check this" in sheet("honey")


def test_needs_lead_to_their_indicator() -> None:
    with translation.override("en"):
        criterion = queries.model_page("honey", "en").needs[0]
    assert criterion.indicator.href.endswith("/indicators/unemployment/")
    assert criterion.because == "An income for the young."


def figure(**given: object) -> Figure:
    return Figure.model_validate({"unit": "kg", "assumption": {"ar": "هكذا"}} | given)


def test_a_range_is_written_in_words_and_a_point_alone() -> None:
    with translation.override("en"):
        assert "10" in in_words(figure(low=10, typical=15, high=20), "en")
        assert " to " in in_words(figure(low=10, typical=15, high=20), "en")
        assert " to " not in in_words(figure(typical=15), "en")


def test_an_old_figure_says_its_year() -> None:
    old = figure(typical=3, assumption=None, fact="honey-1", year=2010, confidence="low")
    with translation.override("en"):
        shown = told(old, "en")
    assert shown is not None
    assert (shown.old, shown.year) == (True, 2010)
    assert told(None, "en") is None


def test_months_without_a_choice_mean_all_year() -> None:
    with translation.override("en"):
        assert queries.model_page("honey", "en").season.sales == (True,) * 12
        assert sum(queries.model_page("seaweed", "en").season.sales) == 3


def test_addresses_of_a_fact_are_parted_from_its_words() -> None:
    names, links = addresses("Law 112-12 ; https://example.org/a ; javascript:alert(1)")
    assert names == ("Law 112-12", "javascript:alert(1)")
    assert [link.href for link in links] == ["https://example.org/a"]


def test_texts_without_translation_fall_back_to_arabic() -> None:
    assert schema.LocalText(ar="نعم").get("fr") == LocalText(ar="نعم").ar
