"""Packs for tests: a copy of the example that a test spoils in one place."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from twiza.packs.check import check_pack
from twiza.packs.problems import Problem

EXAMPLE = Path(__file__).resolve().parents[2] / "packs" / "example"


class PackFolder:
    """A pack in a temporary folder."""

    def __init__(self, root: Path) -> None:
        self.root = root / "pack"
        shutil.copytree(EXAMPLE, self.root)

    def __fspath__(self) -> str:
        return str(self.root)

    def text(self, name: str) -> str:
        data = (self.root / name).read_bytes()
        return (gzip.decompress(data) if name.endswith(".gz") else data).decode()

    def write(self, name: str, content: str | bytes) -> Path:
        """Put a file into the pack; compressed if its name says so and *content* is text."""
        data = content.encode() if isinstance(content, str) else content
        if name.endswith(".gz") and isinstance(content, str):
            data = gzip.compress(data)
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def replace(self, name: str, old: str, new: str) -> int:
        """Replace the one place where *old* stands; give back its line."""
        text = self.text(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))
        return text.count("\n", 0, text.index(old)) + 1

    def append(self, name: str, more: str) -> int:
        """Add lines at the end; give back the line of the first."""
        text = self.text(name)
        self.write(name, text + more)
        return text.count("\n") + 1

    def outlines(self, change: Callable[[dict[str, dict[str, Any]]], None]) -> None:
        """Change the features, given by code."""
        name = "territories/outlines.geojson.gz"
        document = json.loads(self.text(name))
        features = {feature["properties"]["code"]: feature for feature in document["features"]}
        change(features)
        self.write(name, json.dumps({**document, "features": [*features.values()]}))

    def rows(self, name: str, change: Callable[[list[list[str]]], None]) -> None:
        """Change the rows of a CSV, the header being the first."""
        rows = [*csv.reader(self.text(name).splitlines())]
        change(rows)
        self.write(name, "".join(",".join(f'"{field}"' for field in row) + "\n" for row in rows))

    def problems(self) -> list[Problem]:
        """What the check says, warnings too."""
        return [*check_pack(self.root)[1]]

    def errors(self) -> list[tuple[str, int | None, str, str]]:
        """File, line, key and problem of each error."""
        return [(p.file, p.line, p.key, p.problem) for p in self.problems() if p.severity == "error"]
