"""On the path of a site's processes: lets SQLite open its file as on a disk that is full, or read-only.

Nothing of the program knows of it: SQLite itself refuses, with the errors that it has for a real disk.
"""

import os
import sqlite3.dbapi2
from urllib.parse import quote

_open = sqlite3.dbapi2.connect
_disk = os.environ.get("FAULTY_DISK", "")


def _connect(database, **options):
    if _disk == "read-only":
        return _open(f"file:{quote(str(database))}?mode=ro", **{**options, "uri": True})
    opened = _open(database, **options)
    if _disk == "full":
        opened.execute("PRAGMA max_page_count = 1")  # no page more than there are
    return opened


sqlite3.dbapi2.connect = sqlite3.connect = _connect
