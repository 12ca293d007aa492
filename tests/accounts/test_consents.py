"""A consent that was taken back is asked again, and both are kept."""

import pytest
from django.utils import timezone

from tests.accounts.factories import person
from twiza.accounts.privacy import consents

pytestmark = pytest.mark.usefixtures("country")


def test_whoever_took_it_back_and_agrees_again_has_agreed_twice():
    user = person()
    first = consents.agree(user=user, key="sign-in", language="ar")
    assert consents.agree(user=user, key="sign-in", language="ar") == first
    first.withdrawn_at = timezone.now()
    first.save()
    assert [text.key for text in consents.missing(user)] == ["sign-in"]

    second = consents.agree(user=user, key="sign-in", language="fr")

    assert second != first
    assert (second.language, second.withdrawn_at) == ("fr", None)
    assert consents.missing(user) == []
    assert user.consents.count() == 2
