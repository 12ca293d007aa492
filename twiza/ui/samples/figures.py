"""Samples of figures, tables and downloads."""

from __future__ import annotations

from django.utils.safestring import SafeString

from twiza.ui import components as ui
from twiza.ui.samples.words import Words, of


@of("figure")
def figure_samples(say: Words) -> list[ui.Component]:
    source = say("المندوبية السامية للتخطيط", "Haut-Commissariat au Plan", "High Commission for Planning")
    return [
        ui.Figure(value=38452, label=say("نسمة", "habitants", "people"), year=2024, source=source, href="#figure"),
        ui.Figure(value=38.1, kind="signed_percent", decimals=0, label=say("منذ 2014", "depuis 2014", "since 2014")),
        ui.Figure(
            value=-3.25,
            kind="signed",
            decimals=1,
            label=say("نقط منذ 2014", "points depuis 2014", "points since 2014"),
        ),
        ui.Figure(value=None, label=say("مسافة الطريق", "Distance à la route", "Distance to a road")),
    ]


@of("facts")
def facts_samples(say: Words) -> list[ui.Component]:
    return [
        ui.Facts(
            items=[
                ui.Fact(say("الأعضاء", "Membres", "Members"), say("سبعة على الأقل", "sept au moins", "seven at least")),
                ui.Fact(
                    say("أول دخل", "Premier revenu", "First income"),
                    say("بعد ستة أشهر", "après six mois", "after six months"),
                    note=say("فرضية عمل", "hypothèse de travail", "working assumption"),
                ),
                ui.Fact(say("الطلب المحلي", "Demande locale", "Local demand"), None),
            ]
        )
    ]


@of("source_line")
def source_line_samples(say: Words) -> list[ui.Component]:
    source = say("المندوبية السامية للتخطيط", "Haut-Commissariat au Plan", "High Commission for Planning")
    return [
        ui.SourceLine(
            source=source,
            year=2024,
            href="#source_line",
            method=say(
                "عدد العاطلات مقسوما على عدد النشيطات.",
                "Chômeuses rapportées aux actives.",
                "Unemployed women over women in the labour force.",
            ),
        )
    ]


@of("confidence")
def confidence_samples(say: Words) -> list[ui.Component]:
    return [
        ui.ConfidenceMark(level="high"),
        ui.ConfidenceMark(level="B"),
        ui.ConfidenceMark(level="low", note=say("عيّنة صغيرة", "petit échantillon", "small sample")),
    ]


@of("assumption")
def assumption_samples(say: Words) -> list[ui.Component]:
    return [
        ui.Assumption(
            reasoning=say(
                "قدّرنا ساعتي عمل لكل كيلوغرام قياسا على مشاريع مشابهة.",
                "Deux heures de travail par kilo, par analogie avec des projets proches.",
                "Two hours of work a kilo, by analogy with similar projects.",
            )
        )
    ]


@of("unknown")
def unknown_samples(say: Words) -> list[ui.Component]:
    return [
        ui.UnknownMark(),
        ui.UnknownMark(
            what=say("عدد الورشات القائمة", "le nombre d'ateliers existants", "how many workshops there are"),
            why=say("لا مصدر له", "aucune source", "no source"),
        ),
    ]


@of("table")
def table_samples(say: Words) -> list[ui.Component]:
    rows = "".join(
        f'<tr><th scope="row">{name}</th>'
        f'<td class="number"><bdi dir="ltr">{a}</bdi></td><td class="number"><bdi dir="ltr">{b}</bdi></td></tr>'
        for name, a, b in (
            (say("عين الصفا", "Aïn Safa", "Ain Safa"), "38\u202f452", "+38"),
            (say("وادي اللوز", "Oued Louz", "Oued Louz"), "4\u202f120", "\u22127"),
        )
    )
    columns = [
        ui.Column(say("الجماعة", "Commune", "Commune"), sort_href="#table"),
        ui.Column(say("السكان", "Habitants", "People"), numeric=True, sort_href="#table", sorted="descending"),
        ui.Column(say("التغير", "Évolution", "Change"), numeric=True, unit="%"),
    ]
    return [
        ui.Table(
            caption=say("جماعات الإقليم", "Communes de la province", "Communes of the province"),
            columns=columns,
            content=SafeString(rows),  # nosec B703  # written here
        )
    ]


@of("downloads")
def downloads_samples(say: Words) -> list[ui.Component]:
    return [
        ui.Downloads(
            items=[
                ui.Download(say("جدول", "Tableau", "Table"), "#downloads", "CSV", 48_200),
                ui.Download(say("جدول", "Tableau", "Table"), "#downloads", "XLSX"),
            ],
            licence="ODbL",
        )
    ]
