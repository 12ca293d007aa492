"""The plan as a paper that a bank reads: PDF to print, DOCX to correct; the same content in both."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

from django.utils import translation

from twiza.papers.typesetting import pdf
from twiza.planner.document.content import content
from twiza.planner.document.word import word
from twiza.planner.models import Plan

TEMPLATE = Path(__file__).with_name("plan.typ")


def made(plan: Plan, form: str, *, language: Literal["ar", "fr", "en"] | str, day: datetime.date) -> bytes:
    """The paper of *plan* in *language*, dated *day*; *form* is ``pdf`` or ``docx``. PaperError if it cannot be set."""
    with translation.override(language):
        told = content(plan, language, day)
    if form == "docx":
        return word(told, day=day)
    return pdf(TEMPLATE, told.as_data(), day=day)
