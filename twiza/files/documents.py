"""A PDF is looked through before it is kept: it may show pages, and do nothing."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from twiza.files.kinds import MOST_OBJECTS, MOST_PAGES, Unfit

ACTS = frozenset(
    {
        "/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/Filespec", "/AF", "/RichMedia",
        "/RichMediaContent", "/XFA", "/AA", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Movie", "/Sound",
        "/Rendition", "/FileAttachment", "/3D", "/Encrypt",
    }
)  # fmt: skip
"""Names by which a PDF acts on its reader's machine or carries other files (ISO 32000-1, 7.11, 12.6, 13)."""
_LONG = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|FileAttachment)\b")
"""Those that never stand in a picture by chance: looked for in the bare bytes too, for readers that mend lists."""
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_END = b"%%EOF"


def check(content: bytes) -> None:
    """:raises Unfit: it is encrypted, damaged, too long, acts, carries files, or is another file as well."""
    if not content.startswith(b"%PDF-") or not _ends_as_pdf(content) or zipfile.is_zipfile(io.BytesIO(content)):
        raise Unfit(
            _("This file is not a clean PDF: something else hangs on it. Print it into a new PDF and send that.")
        )
    if found := _LONG.search(_HEX.sub(_plain, content)):
        raise _acting(found[1].decode())
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise Unfit(_("This PDF is locked with a password. Send it without one."))
        pages = len(reader.pages)
        _look_through(reader)
    except Unfit:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise Unfit(_("This PDF is damaged: perhaps it did not arrive whole. Send it again.")) from error
    if not 1 <= pages <= MOST_PAGES:
        raise Unfit(_("A PDF may have %(most)d pages at most. Send the pages that matter.") % {"most": MOST_PAGES})


def _plain(escaped: re.Match[bytes]) -> bytes:
    return bytes([int(escaped[1], 16)])


def _acting(what: str) -> Unfit:
    return Unfit(
        _("This PDF holds a program or another file (%(what)s). Print it into a new PDF and send that.")
        % {"what": what}
    )


def _ends_as_pdf(content: bytes) -> bool:
    """Nothing but white space behind the last end mark: a second file could hide there."""
    _before, mark, after = content.rpartition(_END)
    return bool(mark) and not after.strip(b"\r\n\t \x00")


def _look_through(reader: PdfReader) -> None:
    for count, one in enumerate(_objects(reader)):
        if count > MOST_OBJECTS:
            raise Unfit(_("This PDF is too complicated for us. Print it into a new PDF and send that."))
        if found := ACTS.intersection(_names(one)):
            raise _acting(sorted(found)[0].lstrip("/"))


def _names(one: Any) -> Iterator[str]:
    """Names that a dictionary has as keys, or as its type of action."""
    if isinstance(one, DictionaryObject):
        yield from (str(key) for key in one)
        yield from (str(value) for key in ("/S", "/Type", "/Subtype") if isinstance(value := one.get(key), NameObject))


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Every object of the file, reachable or not, each once, and all that lies directly in them."""
    for reference in _references(reader):
        waiting: list[Any] = [reader.get_object(reference)]
        while waiting:
            one = waiting.pop()
            yield one
            if isinstance(one, DictionaryObject):
                waiting += [value for value in one.values() if not isinstance(value, IndirectObject)]
            elif isinstance(one, ArrayObject):
                waiting += [value for value in one if not isinstance(value, IndirectObject)]
    yield reader.trailer


def _references(reader: PdfReader) -> Iterable[IndirectObject]:
    listed = {(number, generation) for generation, numbers in reader.xref.items() for number in numbers}
    listed |= {(number, 0) for number in reader.xref_objStm}
    return [IndirectObject(number, generation, reader) for number, generation in sorted(listed)]
