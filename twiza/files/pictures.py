"""Pictures are decoded and written anew: only what can be seen is kept, nothing that was hidden in the file."""

from __future__ import annotations

import io
import warnings

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from twiza.files.kinds import JPEG, LONGEST_SIDE, MOST_PIXELS, PNG, WEBP, Unfit

_FORMATS = {JPEG: ["JPEG"], PNG: ["PNG"], WEBP: ["WEBP"]}


def clean(content: bytes, media_type: str) -> tuple[bytes, str]:
    """The picture written anew, upright, at most ``LONGEST_SIDE`` wide and high, and its media type.

    Place and time of a photograph, and everything behind its end, are gone. An animation keeps its
    first picture. :raises Unfit: it cannot be read, or would unfold into too many pixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS[media_type]) as opened:
                return _written(opened, media_type)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError, IndexError) as error:
        raise Unfit(
            _("This picture is damaged: perhaps it did not arrive whole. Take it again, or send another one.")
        ) from error


def _too_many_pixels() -> Unfit:
    return Unfit(_("This picture is larger than we can take. Make it smaller, or take it again with fewer pixels."))


def _written(opened: Image.Image, media_type: str) -> tuple[bytes, str]:
    width, height = opened.size
    if width * height > MOST_PIXELS[media_type]:
        raise _too_many_pixels()
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # decodes a JPEG of 80 megapixels in the memory of 20
    opened.load()
    picture = ImageOps.exif_transpose(opened)
    seen_through = "A" in picture.getbands() or "transparency" in picture.info
    picture = picture.convert("RGBA" if seen_through else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    held = io.BytesIO()
    if media_type == JPEG or (not seen_through and media_type == WEBP):
        bare.convert("RGB").save(held, "JPEG", quality=85, optimize=True)
        return held.getvalue(), JPEG
    bare.save(held, "PNG", optimize=True)
    return held.getvalue(), PNG
