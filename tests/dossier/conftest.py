"""Tests of rules and steps do not open papers: for them a paper is set as an empty page, in no time.

Tests marked ``real_papers`` get what typst and python-docx set; so do all tests outside of this folder.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import Any
from unittest.mock import patch

import pytest
from docx import Document
from pypdf import PdfWriter

from twiza.dossier.composing import setting, word


@cache
def _empty_page() -> bytes:
    writer, held = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(held)
    return held.getvalue()


@cache
def _empty_document() -> bytes:
    held = io.BytesIO()
    Document().save(held)
    return held.getvalue()


@pytest.fixture(autouse=True)
def _papers_are_set_in_no_time(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.get_closest_marker("real_papers"):
        yield
        return

    def pdf(*_content: Any, **_options: Any) -> bytes:
        return _empty_page()

    def docx(*_content: Any, **_options: Any) -> bytes:
        return _empty_document()

    with patch.object(setting, "pdf", pdf), patch.object(word, "content", docx):
        yield
