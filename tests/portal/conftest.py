"""Somebody who has a sign-in and a role."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.accounts.factories import person
from twiza.accounts.models import User


@pytest.fixture
def amina(country: object) -> User:
    """The advisor of a region, who has tried no door yet."""
    cache.clear()
    return person("amina@example.org", role="advisor", territory="01")
