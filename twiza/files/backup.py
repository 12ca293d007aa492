"""One file that holds all: the database as it was at one moment, and every file that people sent.

The database is copied first, while others go on writing: SQLite by its own online backup, PostgreSQL by
``pg_dump`` of one snapshot. A file is written before the row that names it and is never changed, so what
the copy names exists when the files are read after it. Keys are not in it: without them, what is
sealed stays sealed.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

FORMAT = 1
MANIFEST, SQLITE, POSTGRESQL, FILES = "manifest.json", "database.sqlite3", "database.dump", "files"
PIECE = 1 << 20


class BackupError(Exception):
    """It cannot be done; the message says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: rows by table, SHA-256 by name."""

    format: int
    made_at: str
    vendor: str
    rows: dict[str, int]
    sha256: dict[str, str]


# ── making ────────────────────────────────────────────────────────────────────────────────


def back_up(path: Path) -> Manifest:
    """Write a backup to *path*, wholly or not at all, readable by its owner alone. The site goes on serving.

    :raises BackupError: the path exists, or a program of PostgreSQL is missing.
    """
    if path.exists():
        raise BackupError(f"{path} exists already. Name another file, or move it away.")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
        dump, rows = _dump(Path(folder))
        files = list(_files())
        sha256 = {dump.name: _sha256(dump)} | {f"{FILES}/{name}": _sha256(file) for name, file in files}
        manifest = Manifest(FORMAT, timezone.now().isoformat(timespec="seconds"), connection.vendor, rows, sha256)
        told = Path(folder) / MANIFEST
        told.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
        whole = Path(folder) / "whole.tar.gz"
        with tarfile.open(whole, "w:gz", compresslevel=6) as tar:
            for name, file in [(MANIFEST, told), (dump.name, dump), *((f"{FILES}/{n}", f) for n, f in files)]:
                tar.add(file, name, recursive=False)
        _settle(whole)
        whole.chmod(0o600)
        whole.replace(path)
    return manifest


def _dump(folder: Path) -> tuple[Path, dict[str, int]]:
    if connection.vendor == "sqlite":
        copy = folder / SQLITE
        with closing(_source()) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target, pages=2000)
            return copy, _rows(lambda sql: target.execute(sql).fetchone()[0])
    dump = folder / POSTGRESQL
    connection.ensure_connection()
    with _own_transaction() as ask:
        snapshot = ask("SELECT pg_export_snapshot()")
        _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={dump}")
        return dump, _rows(ask)


def _source() -> sqlite3.Connection:
    """A connection of its own; the one of tests in memory, which nobody else can open."""
    name = str(settings.DATABASES["default"]["NAME"])
    if connection.is_in_memory_db():  # type: ignore[attr-defined]
        raise BackupError("This database is in memory alone; there is nothing to back up.")
    return sqlite3.connect(name, timeout=20)


@contextmanager
def _own_transaction() -> Iterator[Callable[[str], Any]]:
    """One snapshot of PostgreSQL on a connection of its own, as long as the block runs."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

            def ask(sql: str) -> Any:
                cursor.execute(sql)
                return cursor.fetchone()[0]

            yield ask
    finally:
        other.close()


def _rows(ask: Callable[[str], Any]) -> dict[str, int]:
    quote = connection.ops.quote_name
    names = sorted(connection.introspection.table_names())
    return {name: int(ask(f"SELECT count(*) FROM {quote(name)}")) for name in names}  # nosec B608


def _files() -> Iterator[tuple[str, Path]]:
    root = Path(settings.FILES_DIR)
    for file in sorted(root.rglob("*")) if root.exists() else ():
        if file.is_file() and not file.name.startswith("."):
            yield file.relative_to(root).as_posix(), file


# ── bringing back ─────────────────────────────────────────────────────────────────────────


def restore(path: Path, *, replace: bool = False) -> Manifest:
    """Put the backup *path* in the place of this site's database, and its files beside those that are here.

    Everything is checked before anything is changed.

    :param replace: needed where the database here holds anything.
    :raises BackupError: damaged, of another kind of database, not empty here, or somebody uses it.
    """
    with tempfile.TemporaryDirectory(prefix="twiza-restore-") as name:
        folder = Path(name)
        manifest = _unpack(path, folder)
        if manifest.vendor != connection.vendor:
            raise BackupError(f"This backup is of {manifest.vendor}, and the site runs on {connection.vendor}.")
        if not replace and _holds_something():
            raise BackupError("The database here is not empty. Say --replace if it may be replaced.")
        _bring_files(folder / FILES)
        connection.close()
        if connection.vendor == "sqlite":
            _bring_sqlite(folder / SQLITE)
        else:
            _bring_postgresql(folder / POSTGRESQL)
    with connection.cursor() as cursor:

        def ask(sql: str) -> Any:
            cursor.execute(sql)
            return cursor.fetchone()[0]

        found = _rows(ask)
    if found != manifest.rows:
        wrong = sorted(name for name in {*found, *manifest.rows} if found.get(name) != manifest.rows.get(name))
        raise BackupError(f"After restoring, these tables count other rows than the backup says: {', '.join(wrong)}")
    return manifest


def _unpack(path: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(path, "r:gz") as tar:
            tar.extractall(folder, filter="data")  # nosec B202: refuses what would leave the folder
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise BackupError(f"There is no backup {path}.") from error
    except (tarfile.TarError, EOFError, OSError, ValueError, TypeError) as error:
        raise BackupError(f"{path} is damaged or no backup of Twiza. Nothing was changed.") from error
    if manifest.format != FORMAT:
        raise BackupError(f"{path} was made by another version of Twiza (format {manifest.format}).")
    for name, wanted in manifest.sha256.items():
        if not (folder / name).is_file() or _sha256(folder / name) != wanted:
            raise BackupError(f"{path} is damaged: {name} is not as it was. Nothing was changed.")
    return manifest


def _holds_something() -> bool:
    return any(name == "django_migrations" for name in connection.introspection.table_names())


def _bring_sqlite(copy: Path) -> None:
    target = Path(settings.DATABASES["default"]["NAME"])
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        with closing(sqlite3.connect(target, timeout=1)) as here:
            try:  # leaving WAL needs the file for oneself
                (mode,) = here.execute("PRAGMA journal_mode = DELETE").fetchone()
            except sqlite3.OperationalError:
                mode = "wal"
        if mode == "wal":
            raise BackupError("Somebody uses the database. Stop the site and its worker first.")
    beside = target.with_name(f".{target.name}.restoring")
    shutil.copyfile(copy, beside)
    _settle(beside)
    beside.replace(target)


def _bring_postgresql(dump: Path) -> None:
    _run(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        "--exit-on-error",
        "--dbname",
        "",
        dump,
    )


def _bring_files(folder: Path) -> None:
    root = Path(settings.FILES_DIR)
    for file in sorted(folder.rglob("*")) if folder.exists() else ():
        target = root / file.relative_to(folder)
        if file.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target.with_name(f".{target.name}.restoring"))
            target.with_name(f".{target.name}.restoring").replace(target)


# ── both ──────────────────────────────────────────────────────────────────────────────────


def _run(program: str, *options: str | Path) -> None:
    """Run a program of PostgreSQL on our database; its address goes by the environment, never by the command line."""
    found = shutil.which(program) or next(
        (str(one) for one in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)), None
    )
    if found is None:
        raise BackupError(f"{program} is not installed. On Debian: apt-get install postgresql-client")
    given = connection.get_connection_params()
    environment = {
        "PGHOST": given.get("host"), "PGPORT": given.get("port"), "PGUSER": given.get("user"),
        "PGPASSWORD": given.get("password"), "PGDATABASE": given.get("dbname"),
    }  # fmt: skip
    asked = [str(one) if one != "" else str(given["dbname"]) for one in options]
    told = {name: str(value) for name, value in environment.items() if value}
    ended = subprocess.run([found, *asked], env={**os.environ, **told}, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise BackupError(f"{program} failed: {ended.stderr.strip()[-500:]}")


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _settle(file: Path) -> None:
    """Wait until the disk has it."""
    with file.open("rb+") as content:
        os.fsync(content.fileno())


def default_name(now: datetime.datetime) -> str:
    """``twiza-20261122-031500.backup.tar.gz``."""
    return f"twiza-{now:%Y%m%d-%H%M%S}.backup.tar.gz"
