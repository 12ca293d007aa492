"""What is made anew after a load: the scores of the whole country and the passages of the models."""

from __future__ import annotations

from twiza.opportunities import commands, meaning
from twiza.packs.parts import After, register_after
from twiza.packs.reader import Progress

BY = "pack-load"


def assess(_progress: Progress) -> None:
    """Score every model in every place."""
    commands.assess(by=BY)


def index_models(_progress: Progress) -> None:
    """Write what free text is matched with."""
    meaning.index_models()


def register_afters() -> None:
    """Called once when the application starts."""
    data = {"territories", "outlines", "indicators", "values", "sectors", "project_models", "potential"}
    register_after(After("opportunities", order=800, when=data, run=assess))
    register_after(After("meaning of the models", order=810, when={"project_models"}, run=index_models))
