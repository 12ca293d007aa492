"""A pack to spoil, and a database without a country."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from tests.packs.factories import PackFolder
from twiza.packs import queries

OTHERS = ("auth_", "account", "django_", "mfa_", "journal_", "sqlite_")


@pytest.fixture
def pack(tmp_path: Path) -> PackFolder:
    return PackFolder(tmp_path)


@pytest.fixture
def nothing_loaded(db: None) -> None:
    """Take the country out again; the test's transaction brings it back."""
    tables = connection.introspection.django_table_names(only_existing=True)
    with connection.cursor() as cursor:
        for name in reversed(ordered(tables)):
            cursor.execute(f'DELETE FROM "{name}"')
    queries.forget()


def ordered(tables: list[str]) -> list[str]:
    """Tables of packs and areas, those that are referred to first."""
    from django.apps import apps
    from django.db import models

    found: list[str] = []

    def visit(model: type[models.Model]) -> None:
        name = model._meta.db_table
        if name in found:
            return
        for field in model._meta.concrete_fields:
            if field.remote_field and field.remote_field.model is not model:
                visit(field.remote_field.model)
        if name not in found:
            found.append(name)

    for model in apps.get_models(include_auto_created=True):
        visit(model)
    return [name for name in found if name in tables and not name.startswith(OTHERS)]
