"""Two tests with real transactions: each leaves empty tables, each begins with the country."""

import pytest

from twiza.journal.commands import record
from twiza.journal.models import Entry
from twiza.packs.models import Country


@pytest.mark.parametrize("time", ["first", "second"])
@pytest.mark.django_db(transaction=True)
def test_the_country_is_there_although_the_tables_were_emptied(country, time):
    record(by="tests", action="test.ran", subject_kind="test", subject_key=time)

    assert Country.objects.count() == 1
    assert Entry.objects.filter(action="test.ran").count() == 1
