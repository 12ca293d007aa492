"""What tells whoever watches the service how it is."""

import json

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

from twiza.packs import queries
from twiza.packs.models import Country


def told(answer):
    return answer.status_code, json.loads(answer.content)


def test_alive_needs_no_database(client):
    assert told(client.get("/healthz")) == (200, {"status": "ok"})


def test_ready_with_a_country(client, country):
    assert told(client.get("/readyz")) == (200, {"status": "ok", "problems": []})


def test_not_ready_without_a_country(client, country):
    Country.objects.all().delete()
    queries.forget()

    assert told(client.get("/readyz")) == (503, {"status": "not ready", "problems": ["no country is loaded"]})


def test_not_ready_without_the_database(client, monkeypatch):
    def broken(*_arguments, **_more):
        raise DatabaseError("gone")

    monkeypatch.setattr("twiza.portal.health.MigrationExecutor", broken)

    assert told(client.get("/readyz")) == (
        503,
        {"status": "not ready", "problems": ["the database cannot be reached"]},
    )


@pytest.mark.django_db(transaction=True)
def test_not_ready_while_the_database_wants_migrating(client, country):
    call_command("migrate", "jobs", "zero", verbosity=0)
    try:
        status, answer = told(client.get("/readyz"))
    finally:
        call_command("migrate", "jobs", verbosity=0)

    assert (status, answer["problems"]) == (503, ["the database wants migrating"])


def test_ready_does_not_need_the_shared_cache(client, country):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE shared_cache RENAME TO shared_cache_away")
    try:
        assert client.get("/readyz").status_code == 200
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE shared_cache_away RENAME TO shared_cache")


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_the_answers_are_never_kept(client, country, address):
    assert "no-store" in client.get(address)["Cache-Control"]
