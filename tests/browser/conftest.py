"""A real browser: the system's chromium, driven by playwright, on a server that pytest runs.

A test asks for ``visit`` and opens pages with it. Whatever the browser complains of on the way
(a script's error, a refused style or script, an answer that failed, a request to another site)
fails the test at its end.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright

# Playwright's own loop runs in this thread; Django would take our database calls for async ones.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WAITS = 15_000
"""Milliseconds that a page may take."""
Visit = Callable[..., Page]


def follow(page: Page, selector: str, *, key: str = "") -> None:
    """Press what *selector* names (or *key* on it) and wait until the page it leads to stands.

    A click alone gives back before the next page has come: what is counted then is counted on either.
    """
    target = page.locator(selector).first
    with page.expect_navigation(wait_until="load"):
        target.press(key) if key else target.click()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once. Without one: a failure in CI, a skipped test elsewhere."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("no chromium is installed, and in CI no test may be skipped")
        pytest.skip("no chromium is installed here")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, headless=True, args=[*FLAGS])
        yield started
        started.close()


class Complaints(list[str]):
    """What the browser complained of."""

    def __init__(self, home: str) -> None:
        super().__init__()
        self.home = home
        self.expected: set[int] = set()

    def watch(self, page: Page) -> None:
        """Listen to everything that can go wrong on *page*."""
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.append(f"script: {error}"))
        page.on("response", self._answered)
        page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        failed_load = "Failed to load resource" in message.text  # told by _answered, with its address
        if message.type in {"error", "warning"} and not failed_load:
            self.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.append(f"{response.status}: {response.url}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.append(f"another site was asked: {request.url}")


@pytest.fixture
def complaints(live_server: Any) -> Complaints:
    """What the browser complained of so far; a test that provokes a complaint takes it out."""
    return Complaints(live_server.url)


@pytest.fixture
def visit(chromium: Browser, live_server: Any, country: Any, complaints: Complaints) -> Iterator[Visit]:
    """``visit("/ar/", width=360, dark=True, script=False, expecting={404})`` opens a page in a fresh profile."""
    contexts = []

    def open_page(
        path: str,
        *,
        width: int = 1280,
        dark: bool = False,
        script: bool = True,
        expecting: set[int] | None = None,
        **more: Any,
    ) -> Page:
        complaints.expected |= expecting or set()
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
            **more,
        )
        contexts.append(context)
        context.set_default_timeout(WAITS)
        page = context.new_page()
        complaints.watch(page)
        page.goto(path, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert list(complaints) == []
