"""What the machine interfaces of all areas share: how they refuse, page and write texts.

An area's ``api.py`` stands on this; the portal puts their routers under one roof.
"""

from twiza.ui.machine.pages import PAGE_SIZE, Paged, PageOf, page_of
from twiza.ui.machine.problems import Documented, Problem, Refusal, Refused, problems, unknown
from twiza.ui.machine.values import Code, Key, PlainNumber, PlainWhole, Text, known, rounded, text

__all__ = [
    "PAGE_SIZE",
    "Code",
    "Documented",
    "Key",
    "PageOf",
    "Paged",
    "PlainNumber",
    "PlainWhole",
    "Problem",
    "Refusal",
    "Refused",
    "Text",
    "known",
    "page_of",
    "problems",
    "rounded",
    "text",
    "unknown",
]
