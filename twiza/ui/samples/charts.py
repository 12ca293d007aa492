"""Samples of charts."""

from __future__ import annotations

from twiza.ui import components as ui
from twiza.ui.samples.words import Words, of


def bars(say: Words) -> list[ui.Bar]:
    return [
        ui.Bar(say("الحاجة", "Besoin", "Need"), 81),
        ui.Bar(say("الموارد", "Ressources", "Resources"), 64),
        ui.Bar(say("المحيط", "Contexte", "Setting"), None),
    ]


@of("bars")
def bars_samples(say: Words) -> list[ui.Component]:
    own = say("عين الصفا", "Aïn Safa", "Ain Safa")
    return [ui.Bars(items=bars(say), label=own)]


@of("bar_chart")
def bar_chart_samples(say: Words) -> list[ui.Component]:
    own = say("عين الصفا", "Aïn Safa", "Ain Safa")
    province, region = say("الإقليم", "Province", "Province"), say("الجهة", "Région", "Region")
    country = say("البلد", "Pays", "Country")
    activity = say("نشاط النساء", "Activité des femmes", "Women's activity")
    return [
        ui.BarChart(
            title=activity,
            unit="%",
            items=[
                ui.Bar(own, 22.4, own=True),
                ui.Bar(province, 12.1),
                ui.Bar(region, 17.5),
                ui.Bar(country, 16.8),
                ui.Bar(say("جماعة مجاورة", "Commune voisine", "A neighbour"), None),
            ],
        )
    ]


@of("strip")
def strip_samples(say: Words) -> list[ui.Component]:
    own = say("عين الصفا", "Aïn Safa", "Ain Safa")
    province, region = say("الإقليم", "Province", "Province"), say("الجهة", "Région", "Region")
    country = say("البلد", "Pays", "Country")
    activity = say("نشاط النساء", "Activité des femmes", "Women's activity")
    marks = [
        ui.StripMark(province, 12.1, "province"),
        ui.StripMark(region, 17.5, "region"),
        ui.StripMark(country, 16.8, "country"),
    ]
    return [
        ui.Strip(
            label=activity,
            value=22.4,
            low=2,
            high=41,
            marks=marks,
            unit="%",
            own=own,
            href="#strip",
            year=2024,
            note=say("الرتبة 212 من 1503", "212e sur 1 503", "212th of 1,503"),
        ),
        ui.Strip(
            label=say("مسافة الطريق المعبّدة", "Distance à la route", "Distance to a paved road"),
            value=None,
            low=0,
            high=30,
            marks=marks[2:],
            unit=say("كم", "km", "km"),
        ),
    ]


@of("histogram")
def histogram_samples(say: Words) -> list[ui.Component]:
    own = say("عين الصفا", "Aïn Safa", "Ain Safa")
    bins = [ui.Bin(low * 5, low * 5 + 5, count) for low, count in enumerate((24, 210, 468, 390, 201, 96, 40, 12))]
    return [
        ui.Histogram(
            title=say("كيف تتوزع الجماعات", "Répartition des communes", "How communes are spread"),
            bins=bins,
            own=22.4,
            own_label=own,
            unit="%",
            counted=say("جماعات", "communes", "communes"),
        )
    ]


@of("trend")
def trend_samples(say: Words) -> list[ui.Component]:
    own = say("عين الصفا", "Aïn Safa", "Ain Safa")
    region = say("الجهة", "Région", "Region")
    country = say("البلد", "Pays", "Country")
    activity = say("نشاط النساء", "Activité des femmes", "Women's activity")
    return [
        ui.Trend(
            title=activity,
            years=[2014, 2024],
            unit="%",
            lines=[
                ui.TrendLine(own, 15.2, 22.4, own=True),
                ui.TrendLine(region, 18.0, 17.5),
                ui.TrendLine(country, 20.4, 16.8, kind="country"),
            ],
        )
    ]
