"""Finds barriers on a page with axe-core (in ``vendor/``, for tests only)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
GRAVE = {"serious", "critical"}
RUN = "axe.run(document, {resultTypes: ['violations']})"


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def barriers(page: Page, *, impacts: set[str] = GRAVE) -> list[str]:
    """What keeps somebody from using *page*: rule, its help, and the first elements concerned."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(_axe())  # given by the debugger, so that the page's own policy stays as it is
    found: dict[str, Any] = page.evaluate(RUN)
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: "
        + "; ".join(" ".join(node["target"]) + " — " + node["html"][:120] for node in rule["nodes"][:3])
        for rule in found["violations"]
        if rule["impact"] in impacts
    ]
