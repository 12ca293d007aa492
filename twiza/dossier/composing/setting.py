"""From content to the PDF of a paper."""

from __future__ import annotations

import base64
import datetime
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from twiza.dossier.composing.words import both
from twiza.papers import typesetting
from twiza.papers.editions import Edition
from twiza.ui.components.marks import MARK

TEMPLATE = Path(__file__).parent / "paper" / "paper.typ"
FORM = (
    "national_id signer signature witnesses witness done_at on version page check example to_confirm to_confirm_whole "
    "logo qr"
).split()


@dataclass(frozen=True)
class Drawn:
    """One signature to be placed: the picture (PNG or JPEG) if there is one, how and when it was given, who saw it."""

    picture: bytes | None
    note: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()


def pdf(
    content: Mapping[str, Any],
    edition: Edition,
    *,
    day: datetime.date,
    signatures: Mapping[str, Drawn] | None = None,
    forget: bool = True,
) -> bytes:
    """The PDF of *content*; *signatures* by the key of the founder. The same gives the same bytes."""
    data = {
        **content,
        "words": {key: both(key, content["languages"]) for key in FORM},
        "star": MARK,
        "edition": {
            "code": edition.code,
            "version": edition.version,
            "address": edition.address,
            "qr": edition.qr,
            "day": [day.year, day.month, day.day],
            "signatures": {key: _placed(one) for key, one in (signatures or {}).items()},
        },
    }
    return typesetting.pdf(TEMPLATE, data, day=day, forget=forget)


def _placed(one: Drawn) -> dict[str, Any]:
    """A picture as SVG around its own bytes: typst takes data alone, no files."""
    told = {"svg": "", "note": list(one.note), "witnesses": list(one.witnesses)}
    if one.picture is None:
        return told
    kind = "jpeg" if one.picture.startswith(b"\xff\xd8") else "png"
    width, height = _size(one.picture)
    held = base64.b64encode(one.picture).decode()
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/{kind};base64,{held}"/></svg>'
    )
    return told | {"svg": svg}


def _size(picture: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(picture)) as opened:
        return opened.size
