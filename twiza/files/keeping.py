"""Where files lie: below ``FILES_DIR``, under names that tell nothing, written out before a row speaks of them."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings


def folder() -> Path:
    """The folder of all files; no server hands it out."""
    return Path(settings.FILES_DIR)


def write(content: bytes) -> str:
    """Write *content* and give back its path below ``folder()``.

    When this returns, the bytes and the folder's entry have reached the disk: a row that is written
    afterwards never speaks of a file that is not there. :raises OSError: the disk is full, or read-only.
    """
    name = secrets.token_hex(20)
    path = Path(name[:2]) / name
    whole = folder() / path
    whole.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    unfinished = whole.with_suffix(".part")
    try:
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(whole)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    for place in (whole.parent, folder()):
        _sync_folder(place)
    return path.as_posix()


def _sync_folder(place: Path) -> None:
    opened = os.open(place, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def place_of(path: str) -> Path:
    """The whole path of a file. ValueError for one that would lie elsewhere."""
    whole = (folder() / path).resolve()
    if not whole.is_relative_to(folder().resolve()):
        raise ValueError(f"{path} leads out of the folder of files")
    return whole


def remove(path: str) -> None:
    """Take a file away; one that is gone already is no error."""
    place_of(path).unlink(missing_ok=True)
