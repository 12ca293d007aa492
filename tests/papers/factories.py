"""Papers for tests."""

from __future__ import annotations

from typing import Any

from twiza.papers.commands import issue
from twiza.papers.models import Paper

TITLE = {"ar": "النظام الأساسي", "fr": "Statuts", "en": "Statutes"}


def paper(says: str = "one", **changed: Any) -> Paper:
    """The statutes of an invented dossier that say *says*."""
    given: dict[str, Any] = {
        "subject_kind": "dossier",
        "subject_key": "a-dossier",
        "kind": "statutes",
        "title": TITLE,
        "data": {"says": says},
        "pdf": f"%PDF {says}".encode(),
        "by": "tests",
    }
    return issue(**(given | changed))
