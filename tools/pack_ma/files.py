"""Where things are, and how files are written so that two runs give the same bytes."""

from __future__ import annotations

import csv
import gzip
import importlib.util
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "packs" / "ma"


def package_folder(name: str) -> Path:
    """Folder of an installed package, found without importing it (and its dependencies).

    :raises SystemExit: the package is not installed.
    """
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{name} is not installed: see the list at the head of tools/build_pack_ma.py")
    return Path(next(iter(spec.submodule_search_locations)))


def read_csv(path: Path) -> list[dict[str, str]]:
    """Rows of a gzipped CSV as text."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def write_gzip(path: Path, text: str) -> None:
    """Write *text* compressed; no time and no file name in the header, so bytes depend on text alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, compresslevel=9, mtime=0) as handle:
        handle.write(text.encode("utf-8"))
    path.write_bytes(buffer.getvalue())


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write rows as a gzipped CSV with the given columns, ``\\n`` line ends."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_gzip(path, out.getvalue())


def write_geojson(path: Path, features: Sequence[Mapping[str, Any]]) -> None:
    """Write a FeatureCollection, compressed, without spaces."""
    document = {"type": "FeatureCollection", "features": list(features)}
    write_gzip(path, json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n")
