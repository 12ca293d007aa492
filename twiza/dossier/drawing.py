"""A signature as it comes from a phone: a drawing of the page's canvas, or a photo instead."""

from __future__ import annotations

import base64
import binascii
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image

HEAD = "data:image/png;base64,"
LARGEST = 400_000
"""Characters of a drawing that is sent; a signature takes about 20,000."""
LARGEST_SIDE = 4000
FEWEST_MARKED = 30
"""Pixels that a signature marks at the very least; a slip of the finger marks fewer."""


def drawn(sent: str) -> UploadedFile[Any] | None:
    """The drawing that a form sent as a data address, or nothing where it is none."""
    if not sent.startswith(HEAD) or len(sent) > LARGEST:
        return None
    try:
        content = base64.b64decode(sent.removeprefix(HEAD), validate=True)
    except (binascii.Error, ValueError):
        return None
    return SimpleUploadedFile("signature.png", content, content_type="image/png")


def is_blank(image: UploadedFile[Any]) -> bool:
    """Whether a picture shows nothing: all of one shade, or a dot. A picture that cannot be read is for the store."""
    try:
        with Image.open(io.BytesIO(image.read())) as picture:
            if max(picture.size) > LARGEST_SIDE:
                return False
            flat = Image.new("RGBA", picture.size, "white")
            flat.alpha_composite(picture.convert("RGBA"))
            shades = flat.convert("L").histogram()
    except (OSError, ValueError, Image.DecompressionBombError):
        return False
    finally:
        image.seek(0)
    usual = max(range(256), key=shades.__getitem__)
    return sum(count for shade, count in enumerate(shades) if abs(shade - usual) > 40) < FEWEST_MARKED
