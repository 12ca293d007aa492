"""Handing a file over so that it can do nothing in our name."""

from __future__ import annotations

from django.http import FileResponse, HttpResponseBase

from twiza.files.kinds import PICTURES
from twiza.files.models import StoredFile
from twiza.files.queries import open_file

SANDBOX = "default-src 'none'; img-src 'self'; sandbox"


def download(stored: StoredFile, *, inline: bool = False) -> HttpResponseBase:
    """The file as a download; a picture may be shown in the page with *inline*.

    Whoever calls this has checked that the reader may have it. A browser neither guesses what it is,
    nor runs it, nor keeps it for others.
    """
    shown = inline and stored.media_type in PICTURES
    answer = FileResponse(
        open_file(stored), as_attachment=not shown, filename=stored.name, content_type=stored.media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SANDBOX
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer
