"""What is installed is pinned, verified, and named with its reason."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PINNED = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("path", PINNED, ids=lambda p: p.name)
def test_every_pin_carries_a_hash_and_no_address(path: Path) -> None:
    text = path.read_text()
    pins = re.split(r"\n(?=[a-z0-9])", text.strip(), flags=re.I)
    assert len(pins) > 10
    assert [pin.split()[0] for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links", text) == []


def test_every_dependency_says_why_it_is_here() -> None:
    lines = (ROOT / "pyproject.toml").read_text().partition("[tool.")[0].splitlines()
    named = [line for line in lines if re.match(r'\s{4}"[a-z0-9-]+(\[[a-z,]+\])?([<>=,.\d]*)",', line)]
    project = tomllib.loads("\n".join(lines))["project"]
    assert len(named) == len(project["dependencies"]) + sum(len(v) for v in project["optional-dependencies"].values())
    assert [line.strip() for line in named if "#" not in line or ";" not in line.split("#", 1)[1]] == []


def test_the_base_set_lies_within_the_development_set() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9-]+==\S+)", (ROOT / "requirements" / name).read_text(), flags=re.M))

    assert pins("base.txt") <= pins("dev.txt")


def test_no_committed_text_names_an_address_to_install_from() -> None:
    files = [
        ROOT / "run.py",
        ROOT / "pyproject.toml",
        *ROOT.glob("tools/*"),
        *ROOT.glob(".ci/*"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("*.md"),
        *ROOT.glob("deploy/*"),
        ROOT / "Containerfile",
        ROOT / "compose.yaml",
    ]
    hosts = re.compile("|".join(("pypi" + r"\.org", "npmjs" + r"\.(?:org|com)", "deb" + r"\.debian")))
    assert [str(p) for p in files if p.is_file() and hosts.search(p.read_text(encoding="utf-8"))] == []
