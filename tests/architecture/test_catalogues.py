"""Arabic and French are complete; the tables match the models."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from tools import messages


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_catalogue_is_complete_and_compiled(language: str) -> None:
    assert messages.problems(language, messages.merge(language, messages.find())) == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    told = io.StringIO()
    call_command("makemigrations", "--dry-run", stdout=told)
    assert told.getvalue().strip() == "No changes detected"
