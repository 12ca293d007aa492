"""Two addresses for whoever watches the service."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from twiza.packs.models import Country


@never_cache
def alive(_: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
def ready(_: HttpRequest) -> JsonResponse:
    """The process can serve: database reached, migrated, and a country loaded; else 503 and why."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        problems = (["the database wants migrating"] if pending else []) or (
            [] if Country.objects.exists() else ["no country is loaded"]
        )
    except DatabaseError:
        problems = ["the database cannot be reached"]
    return JsonResponse(
        {"status": "ok" if not problems else "not ready", "problems": problems},
        status=503 if problems else 200,
    )
