"""What jurists have yet to confirm is listed, and the list in the docs cannot rot."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from twiza.packs.check import check_pack
from twiza.packs.unconfirmed import models_of, open_items

ROOT = Path(__file__).resolve().parents[2]


def opened(path):
    return {(one.part, one.key) for one in open_items(models_of(check_pack(path)[0]))}


def test_the_list_in_the_docs_is_that_of_the_packs(monkeypatch):
    monkeypatch.chdir(ROOT)
    out = StringIO()

    call_command("pack", "unconfirmed", "packs/ma", "packs/sa", stdout=out, stderr=StringIO())

    written = (ROOT / "docs" / "law-to-be-confirmed.md").read_text(encoding="utf-8")
    assert written == out.getvalue(), "run: python3 run.py manage pack unconfirmed packs/ma packs/sa > docs/…"


def test_what_no_fact_confirms_and_what_is_doubted_is_open(pack):
    before = opened(pack.root)
    assert ("law_rules", "adults") in before
    assert ("law_rules", "founders") not in before

    pack.replace(
        "law/rules.yaml", "{since: 2020-03-01, value: 5, ", "{since: 2020-03-01, value: 5, doubt: {ar: المادة}, "
    )

    assert opened(pack.root) - before == {("law_rules", "founders")}


def test_steps_that_are_our_own_help_claim_nothing_of_the_law(pack):
    assert ("law_steps", "gather") not in opened(pack.root)


@pytest.mark.parametrize("name", ["ma", "sa"])
def test_what_stands_without_article_says_what_to_ask_a_jurist(name):
    pack, report = check_pack(ROOT / "packs" / name)

    assert not report.refused
    silent = [one.key for one in open_items(models_of(pack)) if one.doubt is None and one.part != "law_papers"]
    assert silent == []


@pytest.mark.parametrize("name", ["example", "ma", "sa"])
def test_the_law_of_every_pack_is_sound_in_three_languages(name):
    pack, report = check_pack(ROOT / "packs" / name)

    assert [str(problem) for problem in report if problem.file.startswith("law/")] == []
    assert {"law_texts", "law_authorities", "law_terms", "law_rules", "law_rates", "law_steps", "law_examples"} <= set(
        pack.parts
    )


def test_a_pack_that_does_not_hold_is_not_listed(pack):
    pack.replace("law/rules.yaml", "quantity: founders", "quantity: fonders")

    with pytest.raises(CommandError, match="refused"):
        call_command("pack", "unconfirmed", str(pack.root), stdout=StringIO(), stderr=StringIO())
