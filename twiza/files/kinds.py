"""Which files we take, and how large they may be."""

from __future__ import annotations

JPEG, PNG, WEBP, PDF = "image/jpeg", "image/png", "image/webp", "application/pdf"

Kinds = frozenset[str]
PICTURES: Kinds = frozenset({JPEG, PNG, WEBP})
PICTURES_AND_PDF: Kinds = PICTURES | {PDF}

ENDINGS = {JPEG: ".jpg", PNG: ".png", WEBP: ".webp", PDF: ".pdf"}
LARGEST = 12_000_000
"""Bytes of one file that somebody sends: a photograph of a good phone, a scanned contract."""
MOST_PIXELS = {JPEG: 80_000_000, PNG: 25_000_000, WEBP: 25_000_000}
"""Width times height. JPEG is decoded smaller at once, the others need four bytes for each pixel."""
LONGEST_SIDE = 2400
"""Pixels of what we keep: a page of writing stays easy to read."""
MOST_PAGES = 100
MOST_OBJECTS = 20_000
"""Objects in a PDF: what a careful look through it can cost."""


class Unfit(Exception):
    """A file that we do not take; the message says why and what to do."""
