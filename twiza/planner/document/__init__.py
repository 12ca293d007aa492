"""The plan as a paper that a bank reads: PDF to print, DOCX to correct."""

from __future__ import annotations

from twiza.planner.models import Plan


def made(plan: Plan, form: str, *, language: str) -> bytes:
    """The paper of *plan* in *language*; *form* is ``pdf`` or ``docx``."""
    return b""
