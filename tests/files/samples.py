"""Files as people and attackers send them; made here, so that nothing dangerous lies in the repository."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

PLACE_AND_TIME = "Chichaoua 2026"


def upload(content: bytes, name: str = "a.jpg", said: str = "image/jpeg") -> SimpleUploadedFile:
    """A file as a browser sends it; *said* is what the browser claims."""
    return SimpleUploadedFile(name, content, content_type=said)


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), *, mode: str = "RGB", **options: object) -> bytes:
    """A small picture."""
    held = io.BytesIO()
    Image.new(mode, size, "#884422" if mode != "RGBA" else (10, 20, 30, 128)).save(held, form, **options)
    return held.getvalue()


def photograph(*, orientation: int = 1) -> bytes:
    """A JPEG with the place where it was taken, turned as phones turn them."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = PLACE_AND_TIME
    exif.get_ifd(0x8825)[2] = (31.0, 32.0, 0.0)
    return picture(exif=exif)


def unfolding_png(side: int = 30_000) -> bytes:
    """A PNG of some kilobytes that would unfold into *side* squared pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    squeeze = zlib.compressobj(9)
    line = b"\x00" * (side // 8 + 1)
    body = b"".join(squeeze.compress(line) for _ in range(500)) + squeeze.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def moving_gif() -> bytes:
    """An animation."""
    held = io.BytesIO()
    frames = [Image.new("P", (20, 20), number) for number in range(3)]
    frames[0].save(held, "GIF", save_all=True, append_images=frames[1:])
    return held.getvalue()


def moving_webp() -> bytes:
    """An animation in a form whose pictures we do take."""
    held = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    frames[0].save(held, "WEBP", save_all=True, append_images=frames[1:], duration=50)
    return held.getvalue()


def archive() -> bytes:
    """A ZIP with a program in it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("run.sh", "echo harm")
    return held.getvalue()


def pdf(
    pages: int = 1, *, script: bool = False, file: bool = False, launch: bool = False, locked: bool = False
) -> bytes:
    """A PDF: harmless, or with a script, another file, a program to start, or a password."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if script:
        names = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert('harm');")}
        action = DictionaryObject({NameObject(name): value for name, value in names.items()})
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
    if file:
        writer.add_attachment("run.sh", b"echo harm")
    if launch:
        action = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("sh")})
        writer.root_object[NameObject("/OpenAction")] = action
    if locked:
        writer.encrypt("secret", algorithm="AES-256")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def hidden_script_pdf() -> bytes:
    """A PDF that writes its dangerous name in another way, which readers understand all the same."""
    return pdf(script=True).replace(b"/JavaScript", b"/J#61v#61Script").replace(b"/JS", b"/J#53")


def unlisted_script_pdf() -> bytes:
    """A PDF with a script that its own list of objects does not name; readers that mend lists find it."""
    whole = pdf()
    hidden = b"9 0 obj\n<< /S /J#61vaScript /JS (harm) >>\nendobj\n"
    return whole.replace(b"trailer", hidden + b"trailer")


def packed_script_pdf() -> bytes:
    """A PDF whose script lies compressed in a stream of objects, where no look at the bare bytes finds it."""
    inner = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction 3 0 R >>",
        b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        b"<< /S /JavaScript /JS (harm) >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    ]
    numbers, at = [1, 2, 3, 5], 0
    index = b""
    for number, one in zip(numbers, inner, strict=True):
        index += b"%d %d " % (number, at)
        at += len(one) + 1
    body = zlib.compress(index + b" ".join(inner))
    start = b"%PDF-1.5\n"
    end = b"/Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream\nendobj\n"
    stream = b"4 0 obj\n<< /Type /ObjStm /N 4 /First %d " + end
    held = stream % (len(index), len(body), body)
    where = len(start) + len(held)
    rows = [(0, 0, 0), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, len(start), 0), (2, 4, 3), (1, where, 0)]
    table = zlib.compress(b"".join(struct.pack(">BHB", *row) for row in rows))
    listed = b"6 0 obj\n<< /Type /XRef /Size 7 /W [1 2 1] /Root 1 0 R " + end
    return start + held + listed % (len(table), table) + b"startxref\n%d\n%%%%EOF\n" % where


def archive_that_ends_as_pdf() -> bytes:
    """A ZIP behind a PDF whose own end is written as a PDF's."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("run.sh", "echo harm")
        packed.comment = b"%%EOF"
    return pdf() + held.getvalue()


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>harm()</script></svg>'
HTML = b"<!doctype html><script>harm()</script>"
