"""Samples of the star."""

from __future__ import annotations

from twiza.ui import components as ui
from twiza.ui.samples.words import Words, of


@of("star")
def star_samples(say: Words) -> list[ui.Component]:
    return [ui.Star(), ui.Star(size="medium"), ui.Star(size="large", label=say("تويزة", "Twiza", "Twiza"))]


@of("star_progress")
def star_progress_samples(say: Words) -> list[ui.Component]:
    label = say("ملف التأسيس", "Dossier de constitution", "Founding dossier")
    return [ui.StarProgress(done=3, label=label), ui.StarProgress(done=8, label=label, size="large")]
