"""Reading files back."""

from __future__ import annotations

import hashlib
from io import BufferedReader

from twiza.files import keeping
from twiza.files.models import StoredFile


def open_file(stored: StoredFile) -> BufferedReader:
    """The file, open for reading. FileNotFoundError if the disk has lost it."""
    return keeping.place_of(stored.path).open("rb")


def is_whole(stored: StoredFile) -> bool:
    """Whether the disk still holds exactly what was stored."""
    try:
        with open_file(stored) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == stored.sha256
    except FileNotFoundError:
        return False
