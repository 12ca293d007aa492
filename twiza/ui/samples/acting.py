"""Samples of what people act with."""

from __future__ import annotations

from django import forms
from django.utils.safestring import SafeString

from twiza.ui import components as ui
from twiza.ui.samples.words import Words, of


class _SampleForm(forms.Form):
    amount = forms.IntegerField()


def _sample_form(say: Words) -> _SampleForm:
    form = _SampleForm({"amount": "1.5"})
    form.fields["amount"].label = say("مساهمة كل عضو", "Apport de chaque membre", "Share of each member")
    form.fields["amount"].help_text = say("بالدرهم، دون فواصل", "En dirhams, sans espaces", "In dirhams, digits only")
    return form


@of("button")
def button_samples(say: Words) -> list[ui.Component]:
    start = say("ابدأ مشروعك", "Démarrer votre projet", "Start your project")
    return [
        ui.Button(label=start),
        ui.Button(
            label=say("التشخيص الترابي", "Diagnostic territorial", "Territorial diagnosis"),
            kind="secondary",
            href="#button",
            note="PDF",
        ),
        ui.Button(label=say("أعد الضبط", "Réinitialiser", "Reset"), kind="link"),
    ]


@of("field")
def field_samples(say: Words) -> list[ui.Component]:
    return [*_typed(say), *_chosen(say)]


def _typed(say: Words) -> list[ui.Component]:
    return [
        ui.Field(
            name="name",
            label=say("اسم المشروع", "Nom du projet", "Name of the project"),
            help=say("كما تريدون أن يُعرف", "Tel que vous voulez qu'on le connaisse", "As you want it to be known"),
        ),
        ui.Field(
            name="members",
            label=say("عدد الأعضاء", "Nombre de membres", "Number of members"),
            kind="number",
            value="2",
            error=say(
                "يلزم خمسة أعضاء على الأقل. أضيفوا ثلاثة.",
                "Il faut au moins cinq membres. Ajoutez-en trois.",
                "At least five members are needed. Add three.",
            ),
            inputmode="numeric",
        ),
        ui.Field(
            name="story",
            label=say("ماذا تحسنون؟", "Que savez-vous faire ?", "What can you do?"),
            kind="textarea",
            required=False,
        ),
    ]


def _chosen(say: Words) -> list[ui.Component]:
    choices = [
        ui.Choice("women", say("نساء", "Des femmes", "Women"), chosen=True),
        ui.Choice(
            "youth", say("شباب", "Des jeunes", "Young people"), help=say("أقل من 35 سنة", "Moins de 35 ans", "Under 35")
        ),
    ]
    who = say("من أنتم؟", "Qui êtes-vous ?", "Who are you?")
    return [
        ui.Field(name="kind", label=who, kind="select", choices=choices),
        ui.Field(name="who", label=who, kind="checkboxes", choices=choices),
        ui.Field(
            name="agree",
            label=say("قرأت وفهمت", "J'ai lu et compris", "I have read and understood"),
            kind="checkbox",
        ),
        ui.Field(
            name="weight",
            label=say("وزن الحاجة", "Poids du besoin", "Weight of need"),
            kind="range",
            value="40",
            attributes={"min": "0", "max": "100"},
        ),
    ]


@of("form_field")
def form_field_samples(say: Words) -> list[ui.Component]:
    return [ui.FormField(field=_sample_form(say)["amount"])]


@of("search_box")
def search_box_samples(say: Words) -> list[ui.Component]:
    place = say("اسم الجماعة أو المدينة", "Nom de la commune ou de la ville", "Name of the commune or town")
    return [
        ui.SearchBox(
            action="#search_box",
            label=say("أين تريدون أن تؤسّسوا؟", "Où voulez-vous fonder ?", "Where do you want to found?"),
            placeholder=place,
        )
    ]


@of("filter_panel")
def filter_panel_samples(say: Words) -> list[ui.Component]:
    return [ui.FilterPanel(active=2, clear="#filter_panel", content=SafeString('<p class="field-label">…</p>'))]
