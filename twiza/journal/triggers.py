"""The database itself refuses to rewrite the journal, whoever asks."""

from __future__ import annotations

from typing import Any

TABLE = "journal_entry"
REFUSAL = "journal entries are never changed or removed"

SQLITE = (
    f"CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)
SQLITE_REMOVE = (
    "DROP TRIGGER IF EXISTS journal_entry_no_update",
    "DROP TRIGGER IF EXISTS journal_entry_no_delete",
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION journal_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    f"CREATE TRIGGER journal_entry_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION journal_entry_refuse()",
    f"CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_refuse()",
)
POSTGRESQL_REMOVE = (
    f"DROP TRIGGER IF EXISTS journal_entry_no_change ON {TABLE}",
    f"DROP TRIGGER IF EXISTS journal_entry_no_truncate ON {TABLE}",
    "DROP FUNCTION IF EXISTS journal_entry_refuse()",
)


def install(connection: Any) -> None:
    """Create the triggers that refuse UPDATE, DELETE and TRUNCATE."""
    _run(connection, POSTGRESQL if connection.vendor == "postgresql" else SQLITE)


def remove(connection: Any) -> None:
    """Drop them again: for undoing the migration, and for emptying a test database."""
    _run(connection, POSTGRESQL_REMOVE if connection.vendor == "postgresql" else SQLITE_REMOVE)


def _run(connection: Any, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
