#!/usr/bin/env python3
"""Checks what the pages carry from elsewhere, and makes it anew.

    tools/refresh_vendored.py            compare every file with its recorded checksum
    tools/refresh_vendored.py --refresh  fetch the packages again (needs npm), cut the fonts, record

``twiza/ui/static/ui/vendored.json`` is the one list: file, what it is, version, licence, where it
comes from, checksum before and after. Fonts are cut down to the letters that Arabic, French and
English need, get a narrow no-break space (which the originals lack), and a name of their own, as the
Open Font License asks of a changed font.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

STATIC = Path(__file__).resolve().parent.parent / "twiza" / "ui" / "static" / "ui"
LIST = STATIC / "vendored.json"
NARROW_SPACE_WIDTH = 0.17
NAME = "Twiza Sans"


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def place_of(entry: dict[str, Any]) -> Path:
    """Where the file lies: among our own static files, or inside an installed Python package."""
    if "python_package" not in entry:
        return STATIC / entry["file"]
    found = importlib.util.find_spec(entry["python_package"])
    if found is None or not found.submodule_search_locations:
        return Path(entry["python_package"]) / entry["file"]
    return Path(found.submodule_search_locations[0]) / entry["file"]


def problems() -> list[str]:
    """Every file that is missing or is not the one recorded, and every file that nobody recorded."""
    entries = json.loads(LIST.read_text())
    found = []
    for entry in entries:
        path = place_of(entry)
        if not path.is_file():
            found.append(f"{entry['file']}: missing")
        elif digest(path.read_bytes()) != entry["sha256"]:
            found.append(f"{entry['file']}: is not the file recorded in {LIST.name}")
    recorded = {entry["file"] for entry in entries}
    for font in sorted((STATIC / "fonts").glob("*.woff2")):
        if f"fonts/{font.name}" not in recorded:
            found.append(f"fonts/{font.name}: not recorded in {LIST.name}")
    return found


def fetched(package: str, version: str, folder: Path) -> Path:
    """The unpacked npm package *package* at *version*."""
    target = folder / package.replace("/", "-").lstrip("@")
    if not target.exists():
        packed = subprocess.run(
            ["npm", "pack", f"{package}@{version}", "--silent", "--pack-destination", str(folder)],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()[-1]
        with tarfile.open(folder / packed) as archive:
            archive.extractall(target, filter="data")
    return target / "package"


def cut(original: Path, target: Path, unicodes: str, weight: str) -> None:
    """Write *original* to *target* with the letters of *unicodes* only, under a name of its own."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    font = TTFont(original, recalcTimestamp=False)
    options = subset.Options(
        layout_features=["*"], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14]
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(unicodes))
    cutter.subset(font)
    if 0x20 in font.getBestCmap():
        space = Glyph()
        space.numberOfContours = 0
        font["glyf"]["uni202F"] = space
        font["hmtx"]["uni202F"] = (round(font["head"].unitsPerEm * NARROW_SPACE_WIDTH), 0)
        for table in font["cmap"].tables:
            table.cmap[0x202F] = "uni202F"
    names = {1: NAME, 3: f"{NAME} {weight}, from {original.name}", 4: f"{NAME} {weight}", 6: f"TwizaSans-{weight}"}
    for identifier, text in names.items():
        font["name"].setName(text, identifier, 3, 1, 0x409)
    font.flavor = "woff2"
    font.save(target)


def refresh() -> None:
    """Make every file anew from its package and record the checksums."""
    entries = json.loads(LIST.read_text())
    with tempfile.TemporaryDirectory() as name:
        for entry in entries:
            if "npm_package" in entry:
                original = fetched(entry["npm_package"], entry["version"], Path(name)) / entry["original"]
                cut(original, place_of(entry), ",".join(entry["unicodes"]), entry["weight"])
                entry["original_sha256"] = digest(original.read_bytes())
            entry["sha256"] = digest(place_of(entry).read_bytes())
    LIST.write_text(json.dumps(entries, indent=2, ensure_ascii=False) + "\n")


def main() -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--refresh", action="store_true", help="fetch the packages and make the files anew")
    if parser.parse_args().refresh:
        refresh()
    found = problems()
    print("\n".join(found) or "All vendored files are the recorded ones.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
