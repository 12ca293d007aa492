"""Writes what the program is made of as a CycloneDX list (SBOM), for scanners of known weaknesses.

    python3 tools/sbom.py > sbom.json

Everything stands in the repository already: the pinned packages with their hashes, and what was copied into it
(``vendored.json``). Only the standard library is used; the same files give the same list.
CycloneDX 1.6: https://cyclonedx.org/docs/1.6/json/
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
_PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def packages(text: str) -> Iterator[dict[str, Any]]:
    """The pinned packages of a requirements file, each with the hashes of the files that may be installed."""
    for block in re.split(r"\n(?=[A-Za-z0-9])", text):
        found = _PACKAGE.match(block.strip())
        if found:
            name, version = found[1].lower().replace("_", "-"), found[2]
            purl = f"pkg:pypi/{name}@{version}"
            files = [
                {"type": "distribution", "url": purl, "hashes": [{"alg": "SHA-256", "content": one}]}
                for one in _HASH.findall(block)
            ]
            yield {
                "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl,
                "externalReferences": files,
            }  # fmt: skip


def vendored(text: str) -> Iterator[dict[str, Any]]:
    """What was copied into the repository from elsewhere than a package that is installed anyway."""
    for one in filter(lambda held: "npm_package" in held, json.loads(text)):
        purl = f"pkg:npm/{quote(one['npm_package'])}@{one['version']}"
        yield {
            "type": "library", "bom-ref": f"{purl}#{one['file']}", "name": one["npm_package"],
            "version": one["version"], "purl": purl, "description": one["what"],
            "licenses": [{"license": {"id": one["licence"]}}],
            "hashes": [{"alg": "SHA-256", "content": one["original_sha256"]}], "scope": "required",
        }  # fmt: skip


def bill(root: Path = ROOT) -> dict[str, Any]:
    """The whole list: what runs, and (marked as not required) what only tests and checks use."""
    runs = {one["purl"]: one | {"scope": "required"} for one in packages(_read(root / "requirements" / "base.txt"))}
    checks = {one["purl"]: one | {"scope": "excluded"} for one in packages(_read(root / "requirements" / "dev.txt"))}
    copied = vendored(_read(root / "twiza" / "ui" / "static" / "ui" / "vendored.json"))
    parts = sorted([*(checks | runs).values(), *copied], key=lambda one: str(one["bom-ref"]))
    project = tomllib.loads(_read(root / "pyproject.toml"))["project"]
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.UUID(digest[:32], version=4)}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": project["name"], "version": project["version"]}},
        "components": parts,
    }


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, indent=1, ensure_ascii=False)
    print()
