"""The database itself refuses to rewrite the journal, whoever asks."""

from __future__ import annotations

from typing import Any

TABLES = ("journal_entry", "journal_link")
REFUSAL = "journal entries are never changed or removed"


def _sqlite(table: str) -> tuple[str, ...]:
    return tuple(
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for verb in ("UPDATE", "DELETE")
    )


def _sqlite_remove(table: str) -> tuple[str, ...]:
    return tuple(f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("update", "delete"))


FUNCTION = (
    "CREATE OR REPLACE FUNCTION journal_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def _postgresql(table: str) -> tuple[str, ...]:
    return (
        *_postgresql_remove(table),
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION journal_entry_refuse()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_refuse()",
    )


def _postgresql_remove(table: str) -> tuple[str, ...]:
    return tuple(f"DROP TRIGGER IF EXISTS {table}_no_{what} ON {table}" for what in ("change", "truncate"))


def install(connection: Any, tables: tuple[str, ...] = TABLES) -> None:
    """Create the triggers that refuse UPDATE, DELETE and TRUNCATE; those that stand already are made anew."""
    if connection.vendor == "postgresql":
        _run(connection, (FUNCTION,))
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    for table in tables:
        _run(connection, make(table))


def remove(connection: Any, tables: tuple[str, ...] = TABLES) -> None:
    """Drop them again: for undoing a migration, and for emptying a test database."""
    drop = _postgresql_remove if connection.vendor == "postgresql" else _sqlite_remove
    for table in tables:
        _run(connection, drop(table))


def _run(connection: Any, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
