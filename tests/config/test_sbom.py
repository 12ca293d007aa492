"""The list of parts is whole, and is the same for the same files."""

from __future__ import annotations

import json
import re
import subprocess
import sys

from django.conf import settings

from tools import sbom

REQUIREMENTS = settings.BASE_DIR / "requirements"


def pinned(name: str) -> set[str]:
    text = (REQUIREMENTS / name).read_text(encoding="utf-8")
    found = re.findall(r"^([\w.-]+)(?:\[.*\])?==([^\s\\;]+)", text, re.MULTILINE)
    return {f"pkg:pypi/{one.lower().replace('_', '-')}@{version}" for one, version in found}


def test_every_pinned_package_is_in_it_with_its_hashes():
    parts = {one["bom-ref"]: one for one in sbom.bill()["components"]}

    assert pinned("base.txt") | pinned("dev.txt") == {name for name in parts if name.startswith("pkg:pypi/")}
    assert len(pinned("base.txt")) > 40
    assert {one["scope"] for name, one in parts.items() if name in pinned("base.txt")} == {"required"}
    assert all(one["externalReferences"] for name, one in parts.items() if name.startswith("pkg:pypi/"))


def test_what_was_copied_into_the_repository_is_in_it():
    parts = [one for one in sbom.bill()["components"] if one["purl"].startswith("pkg:npm/")]

    assert "pkg:npm/%40fontsource/ibm-plex-sans-arabic@" in " ".join(one["purl"] for one in parts)
    assert all(one["licenses"] and len(one["hashes"][0]["content"]) == 64 for one in parts)


def test_it_is_the_same_each_time_and_needs_nothing_installed():
    told = [
        subprocess.run(
            [sys.executable, "-I", str(settings.BASE_DIR / "tools" / "sbom.py")], capture_output=True, check=True
        ).stdout
        for _ in range(2)
    ]

    assert told[0] == told[1]
    assert json.loads(told[0]) == sbom.bill()
    assert json.loads(told[0])["specVersion"] == "1.6"
