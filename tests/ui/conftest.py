"""Pages of this area are tested as they are before any country is loaded."""

from __future__ import annotations

import pytest

from twiza.ui import formats


@pytest.fixture(autouse=True)
def no_country(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget who would know the country's habits."""
    monkeypatch.setattr(formats, "_registered", [])
