"""The law for readers: steps in order, articles, sources, and what is not certain."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.packs.factories import PackFolder
from twiza.packs import keeping
from twiza.packs.load import load_pack

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_kept_pages():
    keeping.forget()
    yield
    keeping.forget()


def page(client, language="en"):
    with override(language):
        address = reverse("dossier:founding-law")
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_anybody_reads_the_steps_in_order(country, client):
    text = page(client)

    places = [
        text.index(f'id="step-{key}"') for key in ("gather", "name", "papers", "assembly", "sign", "bank", "file")
    ]
    assert places == sorted(places)
    assert "take it to the office" in text
    assert "5 days by law" in text


def test_a_rule_shows_the_value_in_force_its_article_and_its_source(country, client):
    text = page(client)

    rule = text[text.index('id="rule-capital"') : text.index('id="rule-share-value"')]
    assert "2,000" in rule
    assert "1,000" not in rule
    assert "article" in rule
    assert 'href="https://example.org/law"' in rule
    assert "to be confirmed by a jurist" not in rule


def test_what_no_fact_confirms_is_marked(country, client):
    text = page(client)

    rule = text[text.index('id="rule-adults"') : text.index('id="rule-capital"')]
    assert "to be confirmed by a jurist" in rule
    step = text[text.index('id="step-gather"') : text.index('id="step-name"')]
    assert "to be confirmed by a jurist" not in step


def test_a_doubt_is_told_word_for_word(country, client, tmp_path):
    pack = PackFolder(tmp_path)
    pack.replace(
        "law/rules.yaml",
        "{value: 18, law: law-of-cooperatives, confidence: low}",
        "{value: 18, law: law-of-cooperatives, doubt: {ar: السن, fr: L’âge, en: The age itself.}}",
    )
    load_pack(pack, by="tests")

    assert "The age itself." in page(client)


def test_a_value_nobody_could_tell_is_called_unknown(country, client, tmp_path):
    pack = PackFolder(tmp_path)
    pack.replace("law/rates.yaml", "  - {value: 6, confidence: low}", "  - {confidence: low}")
    load_pack(pack, by="tests")

    rate = page(client).split('id="rate-member_charges"')[1].split("</li>")[0]
    assert "unknown" in rate


def test_a_country_without_law_says_so(country, client, tmp_path):
    pack = PackFolder(tmp_path)
    for file in (pack.root / "law").glob("**/*.yaml"):
        file.unlink()
    load_pack(pack, by="tests")

    assert "The law has not been loaded yet" in page(client)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_page_speaks_each_language(country, client, language):
    words = {"ar": "اجمعوا المجموعة", "fr": "Réunir le groupe", "en": "Gather the group"}

    assert words[language] in page(client, language)
