"""The invented country is sound and whole."""

import pytest

from tests.conftest import EXAMPLE
from twiza.packs.check import check_pack
from twiza.packs.models import Country
from twiza.territories.models import Territory


def test_the_example_has_no_problem_at_all():
    pack, report = check_pack(EXAMPLE)

    assert [str(problem) for problem in report] == []
    assert {part: len(items) for part, items in pack.parts.items() if not part.startswith("law_")} == {
        "identity": 1,
        "sources": 3,
        "units": 22,
        "facts": 4,
        "indicators": 29,
        "territories": 82,
        "outlines": 72,
        "values": 164,
        "sectors": 3,
        "project_models": 4,
        "potential": 1,
    }
    assert {"law_texts", "law_authorities", "law_terms", "law_rules", "law_rates", "law_steps"} <= set(pack.parts)


@pytest.mark.django_db
def test_every_test_begins_with_the_example(country):
    assert country == Country.objects.get()
    assert country.identity.invented
    assert Territory.objects.current().at_level("commune").count() == 72
