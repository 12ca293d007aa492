"""What a file really is, by its content. Its name and what the browser says of it are not asked."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from twiza.files import documents, pictures
from twiza.files.kinds import ENDINGS, JPEG, LARGEST, PDF, PICTURES, PNG, WEBP, Kinds, Unfit

_HEIC = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"})
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]+')


def kind_of(content: bytes) -> str:
    """The media type that the first bytes tell, or nothing for all that we do not know.

    >>> kind_of(b"%PDF-1.7 ..."), kind_of(b"<html>")
    ('application/pdf', '')
    """
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WEBP
    return PDF if content.startswith(b"%PDF-") else ""


def checked(content: bytes, allowed: Kinds) -> tuple[bytes, str]:
    """What of *content* is kept, and its media type. :raises Unfit: it is not taken."""
    if not content:
        raise Unfit(_("This file is empty. Choose another one."))
    if len(content) > LARGEST:
        raise too_large()
    kind = kind_of(content)
    if not kind and content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise Unfit(
            _(
                "Your phone keeps this picture in a form that few others can open (HEIC). In the camera's settings "
                "choose “most compatible”, or send a screenshot of the picture."
            )
        )
    if kind not in allowed:
        raise Unfit(_refusal(allowed))
    if kind in PICTURES:
        return pictures.clean(content, kind)
    documents.check(content)
    return content, kind


def _refusal(allowed: Kinds) -> str:
    if PDF in allowed and PICTURES & allowed:
        return _("We take pictures (JPEG, PNG, WebP) and PDF. Take a photograph of the paper, or save it as PDF.")
    if PDF in allowed:
        return _("We take PDF here. Save the document as PDF.")
    return _("We take pictures here (JPEG, PNG, WebP). Take a photograph of the paper.")


def too_large() -> Unfit:
    """The refusal of what is larger than ``LARGEST``."""
    return Unfit(
        _("This file is too large: %(most)d MB are the most we can take. Make it smaller, or send it in parts.")
        % {"most": LARGEST // 1_000_000}
    )


def clean_name(name: str, media_type: str) -> str:
    """A harmless file name in the sender's words, with the ending of what the file really is.

    >>> clean_name("../../عقد الكراء.pdf.exe", "application/pdf")
    'عقد الكراء.pdf'
    """
    name = name.replace("\\", "/")
    bare = "".join(c for c in PurePosixPath(name).name if unicodedata.category(c)[0] != "C")
    while (stem := PurePosixPath(bare)).suffix and len(stem.suffix) <= 5:
        bare = stem.stem
    bare = _NOT_IN_NAMES.sub(" ", bare).strip(" .")[:120]
    return f"{bare or _('file')}{ENDINGS.get(media_type, '')}"
