"""Addresses that a phone reads from paper."""

from __future__ import annotations

import io

import segno


def qr(address: str) -> str:
    """The address as a QR code in SVG, without margin."""
    held = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        held, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None, dark="#191e2e", scale=4
    )
    return held.getvalue().decode()
