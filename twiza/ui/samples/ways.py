"""Samples of ways through pages."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import QueryDict

from twiza.ui import components as ui
from twiza.ui.samples.words import Words, of


@of("breadcrumb")
def breadcrumb_samples(say: Words) -> list[ui.Component]:
    country, region = (
        say("البلد", "Le pays", "The country"),
        say("جهة الوديان", "Région des Vallées", "Region of the Valleys"),
    )
    return [
        ui.Breadcrumb(
            items=[
                ui.Link(country, "#"),
                ui.Link(region, "#"),
                ui.Link(say("إقليم اللوز", "Province de l'Amandier", "Almond province"), "#"),
            ]
        )
    ]


@of("tabs")
def tabs_samples(say: Words) -> list[ui.Component]:
    region = say("جهة الوديان", "Région des Vallées", "Region of the Valleys")
    return [
        ui.Tabs(
            label=region,
            items=[
                ui.Link(say("السكان", "Population", "People"), "#tabs", current=True),
                ui.Link(say("الشغل", "Travail", "Work"), "#tabs", count=24),
                ui.Link(say("العيش", "Cadre de vie", "Living"), "#tabs"),
            ],
        )
    ]


@of("steps")
def steps_samples(say: Words) -> list[ui.Component]:
    return [
        ui.Steps(
            items=[
                ui.Step(say("اجمعوا الأعضاء", "Réunir les membres", "Gather the members"), "done"),
                ui.Step(
                    say("احسبوا المال", "Compter l'argent", "Count the money"),
                    "current",
                    say(
                        "ما تحتاجونه لتبدؤوا ولتصمدوا سنة",
                        "De quoi ouvrir et tenir un an",
                        "Enough to open and to last a year",
                    ),
                    "#steps",
                ),
                ui.Step(say("هيّئوا الوثائق", "Préparer les papiers", "Prepare the papers")),
            ]
        )
    ]


@of("pagination")
def pagination_samples(say: Words) -> list[ui.Component]:
    pages = Paginator(range(400), 20)
    return [ui.Pagination(page=pages.page(7), query=QueryDict("sort=name"))]
