"""Whether something failed because nothing can be kept just now: a full disk, a database that refuses to write.

Then it is neither the reader's fault nor a fault of the program, and it passes: she is told so, and what to do.
"""

from __future__ import annotations

import errno
import sqlite3
from enum import StrEnum


class Trouble(StrEnum):
    """What stands in the way."""

    FULL = "full"
    READ_ONLY = "read-only"
    BUSY = "busy"
    AWAY = "away"
    """Not even reading is sure."""


class TakesNothing(Exception):
    """Something that keeps silent about it could not write."""


_SYSTEM = {
    errno.ENOSPC: Trouble.FULL, errno.EDQUOT: Trouble.FULL, errno.EFBIG: Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY, errno.EACCES: Trouble.READ_ONLY,
}  # fmt: skip
_SQLITE = {
    sqlite3.SQLITE_FULL: Trouble.FULL, sqlite3.SQLITE_READONLY: Trouble.READ_ONLY, sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_IOERR: Trouble.AWAY, sqlite3.SQLITE_CANTOPEN: Trouble.AWAY,
}  # fmt: skip
_POSTGRESQL = {
    "53100": Trouble.FULL,  # disk_full
    "25006": Trouble.READ_ONLY,  # read_only_sql_transaction
    "40001": Trouble.BUSY, "40P01": Trouble.BUSY, "55P03": Trouble.BUSY,  # serialization, deadlock, lock
    "53300": Trouble.AWAY, "57P01": Trouble.AWAY, "57P02": Trouble.AWAY, "57P03": Trouble.AWAY,
}  # fmt: skip


def trouble_of(error: BaseException | None) -> Trouble | None:
    """What kind of trouble *error* comes from; nothing for an ordinary error of the program."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if (found := _of_one(error)) is not None:
            return found
        error = error.__cause__
    return None


def _of_one(error: BaseException) -> Trouble | None:
    if isinstance(error, TakesNothing):
        return Trouble.READ_ONLY
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(error, OSError):
        return _SYSTEM.get(error.errno or 0)
    if type(error).__module__.partition(".")[0] == "psycopg":
        return _of_postgresql(error)
    return None


def _of_postgresql(error: BaseException) -> Trouble | None:
    """By its SQLSTATE; an operational error without one is a line that broke or was never made."""
    state = getattr(error, "sqlstate", None)
    if state is None:
        return Trouble.AWAY if any(kind.__name__ == "OperationalError" for kind in type(error).__mro__) else None
    return Trouble.AWAY if state.startswith("08") else _POSTGRESQL.get(state)
