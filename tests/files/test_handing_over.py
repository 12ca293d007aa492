"""A file is handed over so that a browser does nothing with it in our name."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from tests.files import samples
from twiza.files import answers
from twiza.files.commands import store, store_bytes
from twiza.files.kinds import LARGEST
from twiza.files.uploads import LimitingHandler

pytestmark = pytest.mark.django_db


def test_it_is_a_download_that_nobody_guesses_runs_or_keeps() -> None:
    answer = answers.download(store(upload=samples.upload(samples.pdf(), "عقد.pdf"), by="user:a"))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"


def test_only_a_picture_is_ever_shown_in_a_page() -> None:
    picture = store(upload=samples.upload(samples.picture()), by="user:a")
    paper = store(upload=samples.upload(samples.pdf()), by="user:a")
    page = store_bytes(content=samples.HTML, name="a.html", media_type="text/html", by="user:a")

    assert answers.download(picture, inline=True)["Content-Disposition"].startswith("inline")
    assert answers.download(paper, inline=True)["Content-Disposition"].startswith("attachment")
    assert answers.download(page, inline=True)["Content-Disposition"].startswith("attachment")


def test_reading_stops_where_a_file_is_too_large() -> None:
    handler = LimitingHandler(RequestFactory().get("/"))
    handler.new_file("file", "a.jpg", "image/jpeg", None)

    assert handler.receive_data_chunk(b"x" * 100, 0) is not None
    assert handler.receive_data_chunk(b"x" * 100, LARGEST) is None
    found = handler.file_complete(LARGEST + 100)
    assert found is not None and found.size == LARGEST + 100
    assert handler.file_complete(100) is None
