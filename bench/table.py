"""The table that a measurement prints: what, how much, the promise, whether it was kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One line. ``kept`` is nothing where nothing was promised."""

    what: str
    measured: str
    promise: str = ""
    kept: bool | None = None


def markdown(title: str, rows: Sequence[Row]) -> str:
    """The rows as a table of Markdown."""
    verdicts = {True: "yes", False: "**NO**", None: ""}
    lines = [f"| {title} | measured | promised | kept |", "|---|--:|--:|---|"]
    lines += [f"| {row.what} | {row.measured} | {row.promise} | {verdicts[row.kept]} |" for row in rows]
    return "\n".join(lines)


def close(title: str, rows: Sequence[Row], output: Path | None = None) -> int:
    """Print the table, write it as JSON where asked, and give back 1 if a promise is broken."""
    print(markdown(title, rows))
    if output:
        output.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n")
    return int(any(row.kept is False for row in rows))
