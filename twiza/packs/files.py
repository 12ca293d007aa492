"""Opens a pack's files without leaving its folder and without reading more than is sane."""

from __future__ import annotations

import gzip
import os
import re
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from twiza.packs.problems import PackError, Report

FILE_LIMIT = 20_000_000
"""Bytes of one file, after decompression."""
PACK_LIMIT = 200_000_000
"""Bytes of all files together, after decompression."""
MOST_FILES = 5_000
DEEPEST_FOLDER = 6

HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters, and those that silently turn the direction of the text around them."""


class Unreadable(Exception):
    """One file cannot be used."""

    def __init__(self, problem: str, remedy: str, line: int | None = None) -> None:
        self.problem, self.remedy, self.line = problem, remedy, line
        super().__init__(problem)


def megabytes(size: int) -> str:
    """A size in words, at most one decimal."""
    return f"{size / 1_000_000:.1f} MB".replace(".0 MB", " MB")


@dataclass
class Folder:
    """A pack's folder. ``names`` are the paths of its files, relative, with ``/``."""

    root: Path
    report: Report
    names: list[str] = field(default_factory=list)
    _read: int = 0

    @classmethod
    def open(cls, path: Path | str, report: Report) -> Folder:
        """List the files under *path*; links and special files are reported and left aside.

        :raises PackError: there is no such folder.
        """
        root = Path(path).resolve()
        if not root.is_dir():
            raise PackError(f"{path} is not a folder. Give the path of a country pack, for example packs/example.")
        folder = cls(root, report)
        for name in sorted(folder._walk(root, PurePosixPath(), 0)):
            if len(folder.names) >= MOST_FILES:
                report.error(".", None, "", f"the pack has more than {MOST_FILES} files", "Remove what is not data.")
                break
            folder.names.append(name)
        return folder

    def _walk(self, folder: Path, inside: PurePosixPath, depth: int) -> Iterator[str]:
        """Names of the ordinary files below; whatever else is there is reported, hidden files are left aside."""
        try:
            entries = [entry for entry in os.scandir(folder) if not entry.name.startswith(".")]
        except OSError as error:
            self.report.error(str(inside), None, "", f"cannot be opened ({error.strerror})", "Check its permissions.")
            return
        for entry in entries:
            name = str(inside / entry.name)
            if wrong := _wrong_entry(entry, name, depth):
                self.report.error(ascii(name) if not name.isprintable() else name, None, "", *wrong)
            elif entry.is_dir(follow_symlinks=False):
                yield from self._walk(folder / entry.name, inside / entry.name, depth + 1)
            else:
                yield name

    def text(self, name: str) -> str:
        """The text of a file, decompressed if its name ends in ``.gz``.

        :raises Unreadable: too large, not UTF-8, broken compression, forbidden characters.
        """
        data = self._bytes(name)
        if name.endswith(".gz"):
            data = _decompressed(data)
        self._read += len(data)
        if self._read > PACK_LIMIT:
            raise Unreadable(f"the pack is larger than {megabytes(PACK_LIMIT)}", "Simplify outlines; remove copies.")
        return _decoded(data)

    def _bytes(self, name: str) -> bytes:
        # The path is opened without following links: what was a file when listed may have been replaced.
        try:
            handle = os.open(self.root / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | os.O_NONBLOCK)
        except OSError as error:
            raise Unreadable(f"cannot be opened ({error.strerror})", "Check that it exists and may be read.") from None
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise Unreadable("is not an ordinary file", "Remove it.")
            if status.st_size > FILE_LIMIT:
                raise _too_large(status.st_size)
            return file.read(FILE_LIMIT + 1)


def _wrong_entry(entry: os.DirEntry[str], name: str, depth: int) -> tuple[str, str] | None:
    """Problem and remedy of what a pack may not hold."""
    if not name.isprintable():
        return "has a name that cannot be printed", "Rename it."
    if entry.is_symlink():
        return "is a link", "Put the file itself into the pack: links may lead outside it."
    if entry.is_dir(follow_symlinks=False):
        return ("lies too deep", "A pack has one level of folders.") if depth >= DEEPEST_FOLDER else None
    return None if entry.is_file(follow_symlinks=False) else ("is not an ordinary file", "Remove it.")


def _too_large(size: int | None = None) -> Unreadable:
    found = f" ({megabytes(size)})" if size else ""
    return Unreadable(f"is larger than {megabytes(FILE_LIMIT)}{found}", "Split it, or simplify what it holds.")


def _decompressed(data: bytes) -> bytes:
    import io

    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            found = file.read(FILE_LIMIT + 1)
    except (OSError, EOFError, zlib.error):
        raise Unreadable("is not a sound gzip file", "Compress it again with gzip.") from None
    if len(found) > FILE_LIMIT:
        raise _too_large()
    return found


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable("is not UTF-8 text", "Save it again with the encoding UTF-8.", line) from None
    if hidden := HIDDEN.search(text):
        line = text.count("\n", 0, hidden.start()) + 1
        name = f"U+{ord(hidden.group()):04X}"
        raise Unreadable(f"holds the invisible control character {name}", "Delete that character.", line)
    return text
