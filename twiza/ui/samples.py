"""Sample words and figures of the gallery. Places and figures are invented."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.safestring import mark_safe

from twiza.ui import components as ui

Samples = dict[str, list[ui.Component]]
_POSITION = {"ar": 0, "fr": 1, "en": 2}


class Words:
    """Picks the words of one language: ``say("مكان", "lieu", "place")``."""

    def __init__(self, language: str) -> None:
        self._position = _POSITION[language]

    def __call__(self, *versions: str) -> str:
        return versions[self._position]


def samples(language: str) -> Samples:
    """For every component, examples of its use: usual, unknown, wrong, very long."""
    say = Words(language)
    return {**_marks(say), **_acting(say), **_figures(say), **_charts(say), **_ways(say), **_words(say), **_maps(say)}


def _marks(say: Words) -> Samples:
    label = say("ملف التأسيس", "Dossier de constitution", "Founding dossier")
    return {
        "star": [ui.Star(), ui.Star(size="medium"), ui.Star(size="large", label=say("تويزة", "Twiza", "Twiza"))],
        "star_progress": [ui.StarProgress(done=3, label=label), ui.StarProgress(done=8, label=label, size="large")],
    }


class _SampleForm(forms.Form):
    amount = forms.IntegerField()


def _sample_form(say: Words) -> _SampleForm:
    form = _SampleForm({"amount": "؟"})
    form.fields["amount"].label = say("مساهمة كل عضو", "Apport de chaque membre", "Share of each member")
    form.fields["amount"].help_text = say("بالدرهم، دون فواصل", "En dirhams, sans espaces", "In dirhams, digits only")
    return form


def _acting(say: Words) -> Samples:
    start = say("ابدأ مشروعك", "Démarrer votre projet", "Start your project")
    place = say("اسم الجماعة أو المدينة", "Nom de la commune ou de la ville", "Name of the commune or town")
    choices = [
        ui.Choice("women", say("نساء", "Des femmes", "Women"), chosen=True),
        ui.Choice(
            "youth", say("شباب", "Des jeunes", "Young people"), help=say("أقل من 35 سنة", "Moins de 35 ans", "Under 35")
        ),
    ]
    who = say("من أنتم؟", "Qui êtes-vous ?", "Who are you?")
    return {
        "button": [
            ui.Button(label=start),
            ui.Button(
                label=say("التشخيص الترابي", "Diagnostic territorial", "Territorial diagnosis"),
                kind="secondary",
                href="#button",
                note="PDF",
            ),
            ui.Button(label=say("أعد الضبط", "Réinitialiser", "Reset"), kind="link"),
        ],
        "field": [
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
        ],
        "form_field": [ui.FormField(field=_sample_form(say)["amount"])],
        "search_box": [
            ui.SearchBox(
                action="#search_box",
                label=say("أين تريدون أن تؤسّسوا؟", "Où voulez-vous fonder ?", "Where do you want to found?"),
                placeholder=place,
            )
        ],
        "filter_panel": [
            ui.FilterPanel(active=2, clear="#filter_panel", content=mark_safe('<p class="field-label">…</p>'))
        ],
    }


def _figures(say: Words) -> Samples:
    source = say("المندوبية السامية للتخطيط", "Haut-Commissariat au Plan", "High Commission for Planning")
    rows = "".join(
        f'<tr><th scope="row">{name}</th><td class="number"><bdi dir="ltr">{a}</bdi></td><td class="number"><bdi dir="ltr">{b}</bdi></td></tr>'
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
    return {
        "figure": [
            ui.Figure(value=38452, label=say("نسمة", "habitants", "people"), year=2024, source=source, href="#figure"),
            ui.Figure(
                value=38.1, kind="signed_percent", decimals=0, label=say("منذ 2014", "depuis 2014", "since 2014")
            ),
            ui.Figure(
                value=-3.25,
                kind="signed",
                decimals=1,
                label=say("نقط منذ 2014", "points depuis 2014", "points since 2014"),
            ),
            ui.Figure(value=None, label=say("مسافة الطريق", "Distance à la route", "Distance to a road")),
        ],
        "facts": [
            ui.Facts(
                items=[
                    ui.Fact(
                        say("الأعضاء", "Membres", "Members"), say("سبعة على الأقل", "sept au moins", "seven at least")
                    ),
                    ui.Fact(
                        say("أول دخل", "Premier revenu", "First income"),
                        say("بعد ستة أشهر", "après six mois", "after six months"),
                        note=say("فرضية عمل", "hypothèse de travail", "working assumption"),
                    ),
                    ui.Fact(say("الطلب المحلي", "Demande locale", "Local demand"), None),
                ]
            )
        ],
        "source_line": [
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
        ],
        "confidence": [
            ui.ConfidenceMark(level="high"),
            ui.ConfidenceMark(level="B"),
            ui.ConfidenceMark(level="low", note=say("عيّنة صغيرة", "petit échantillon", "small sample")),
        ],
        "assumption": [
            ui.Assumption(
                reasoning=say(
                    "قدّرنا ساعتي عمل لكل كيلوغرام قياسا على مشاريع مشابهة.",
                    "Deux heures de travail par kilo, par analogie avec des projets proches.",
                    "Two hours of work a kilo, by analogy with similar projects.",
                )
            )
        ],
        "unknown": [
            ui.UnknownMark(),
            ui.UnknownMark(
                what=say("عدد الورشات القائمة", "le nombre d'ateliers existants", "how many workshops there are"),
                why=say("لا مصدر له", "aucune source", "no source"),
            ),
        ],
        "table": [
            ui.Table(
                caption=say("جماعات الإقليم", "Communes de la province", "Communes of the province"),
                columns=columns,
                content=mark_safe(rows),
            )
        ],
        "downloads": [
            ui.Downloads(
                items=[
                    ui.Download(say("جدول", "Tableau", "Table"), "#downloads", "CSV", 48_200),
                    ui.Download(say("جدول", "Tableau", "Table"), "#downloads", "XLSX"),
                ],
                licence="ODbL",
            )
        ],
    }


def _bars(say: Words) -> list[ui.Bar]:
    return [
        ui.Bar(say("الحاجة", "Besoin", "Need"), 81),
        ui.Bar(say("الموارد", "Ressources", "Resources"), 64),
        ui.Bar(say("المحيط", "Contexte", "Setting"), None),
    ]


def _charts(say: Words) -> Samples:
    own = say("عين الصفا", "Aïn Safa", "Ain Safa")
    province, region = say("الإقليم", "Province", "Province"), say("الجهة", "Région", "Region")
    country = say("البلد", "Pays", "Country")
    activity = say("نشاط النساء", "Activité des femmes", "Women's activity")
    marks = [
        ui.StripMark(province, 12.1, "province"),
        ui.StripMark(region, 17.5, "region"),
        ui.StripMark(country, 16.8, "country"),
    ]
    bins = [ui.Bin(low * 5, low * 5 + 5, count) for low, count in enumerate((24, 210, 468, 390, 201, 96, 40, 12))]
    return {
        "bars": [ui.Bars(items=_bars(say), label=own)],
        "bar_chart": [
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
        ],
        "strip": [
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
        ],
        "histogram": [
            ui.Histogram(
                title=say("كيف تتوزع الجماعات", "Répartition des communes", "How communes are spread"),
                bins=bins,
                own=22.4,
                own_label=own,
                unit="%",
                counted=say("جماعات", "communes", "communes"),
            )
        ],
        "trend": [
            ui.Trend(
                title=activity,
                years=[2014, 2024],
                unit="%",
                lines=[
                    ui.TrendLine(own, 15.2, 22.4, own=True),
                    ui.TrendLine(region, 18.0, 17.5),
                    ui.TrendLine(country, 20.4, 16.8),
                ],
            )
        ],
    }


def _ways(say: Words) -> Samples:
    pages = Paginator(range(400), 20)
    country, region = (
        say("البلد", "Le pays", "The country"),
        say("جهة الوديان", "Région des Vallées", "Region of the Valleys"),
    )
    return {
        "breadcrumb": [
            ui.Breadcrumb(
                items=[
                    ui.Link(country, "#"),
                    ui.Link(region, "#"),
                    ui.Link(say("إقليم اللوز", "Province de l'Amandier", "Almond province"), "#"),
                ]
            )
        ],
        "tabs": [
            ui.Tabs(
                label=region,
                items=[
                    ui.Link(say("السكان", "Population", "People"), "#tabs", current=True),
                    ui.Link(say("الشغل", "Travail", "Work"), "#tabs", count=24),
                    ui.Link(say("العيش", "Cadre de vie", "Living"), "#tabs"),
                ],
            )
        ],
        "steps": [
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
        ],
        "pagination": [ui.Pagination(page=pages.page(7), query=QueryDict("sort=name"))],
    }


def _reasons(say: Words) -> list[ui.Reason]:
    return [
        ui.Reason(
            "for",
            say("كثير من النساء يبحثن عن عمل", "Beaucoup de femmes cherchent du travail", "Many women look for work"),
            say("أعلى من وسيط الجهة", "au-dessus de la médiane régionale", "above the region's median"),
        ),
        ui.Reason("against", say("الطريق المعبّدة بعيدة", "La route goudronnée est loin", "The paved road is far")),
        ui.Reason(
            "unknown", say("عدد الورشات القائمة", "Le nombre d'ateliers existants", "How many workshops there are")
        ),
    ]


def _words(say: Words) -> Samples:
    long = say(
        "تعاونية النساء لجمع الأعشاب العطرية والطبية وتجفيفها وتقطيرها وتسويقها",
        "Coopérative féminine de cueillette, de séchage, de distillation et de vente de plantes aromatiques",
        "Women's cooperative for gathering, drying, distilling and selling aromatic plants",
    )
    start = ui.Link(say("ابحث عن مكان", "Chercher un lieu", "Look for a place"), "#empty")
    done = SimpleNamespace(level_tag="success")
    done_text = say("حُفظت المقارنة.", "La comparaison est enregistrée.", "The comparison is saved.")
    return {
        "notice": [
            ui.Notice(
                text=say("الأرقام من إحصاء 2024.", "Chiffres du recensement de 2024.", "Figures of the 2024 census.")
            ),
            ui.Notice(
                tone="warning",
                title=say("عيّنة صغيرة", "Petit échantillon", "Small sample"),
                text=say(
                    "لا تبنوا قرارا على هذا الرقم وحده.",
                    "Ne décidez pas sur ce seul chiffre.",
                    "Do not decide on this figure alone.",
                ),
            ),
            ui.Notice(
                tone="error",
                text=say(
                    "لم نجد هذا المكان. جرّبوا اسم الإقليم.",
                    "Lieu introuvable. Essayez le nom de la province.",
                    "Place not found. Try the province's name.",
                ),
                link=start,
            ),
        ],
        "messages": [ui.Messages(items=[_Message(done.level_tag, done_text)])],
        "disclosure": [
            ui.Disclosure(
                summary=say("كيف حسبنا هذا؟", "Comment est-ce calculé ?", "How was this worked out?"),
                content=mark_safe(
                    say(
                        "<p>نقارن المكان بكل جماعات البلد.</p>",
                        "<p>Nous comparons le lieu à toutes les communes.</p>",
                        "<p>We compare the place with all communes.</p>",
                    )
                ),
                open=True,
            )
        ],
        "reasons": [ui.Reasons(items=_reasons(say))],
        "ranked": [
            ui.Ranked(
                position=1,
                title=say(
                    "تعاونية خياطة وألبسة مهنية", "Atelier de couture professionnelle", "Workwear sewing cooperative"
                ),
                href="#ranked",
                meta=say("سبعة أعضاء على الأقل", "Sept membres au moins", "Seven members at least"),
                reasons=_reasons(say),
                bars=_bars(say),
                note=say(
                    "ضمن العشر الأوائل في 91 % من الحالات",
                    "Parmi les dix premiers dans 91 % des cas",
                    "Among the top tenth in 91% of cases",
                ),
            ),
            ui.Ranked(position=12, title=long, href="#ranked", bars=_bars(say)),
        ],
        "empty": [
            ui.Empty(
                title=say("لا مشروع هنا بعد", "Aucun projet ici", "No project here yet"),
                text=say(
                    "ابدؤوا من مكان، وسنقترح ما يصلح فيه.",
                    "Partez d'un lieu : nous proposerons ce qui lui convient.",
                    "Start from a place: we will suggest what suits it.",
                ),
                action=start,
            )
        ],
        "definition": [
            ui.Definition(
                term=say("الوسيط", "Médiane", "Median"),
                text=say(
                    "نصف الأماكن تحته ونصفها فوقه.",
                    "La moitié des lieux est au-dessous, l'autre au-dessus.",
                    "Half of the places lie below it, half above.",
                ),
            )
        ],
        "user_text": [
            ui.UserText(
                text="نريد أن نبيع الزيت في الرباط (50 litres par mois).\n\nNous sommes huit femmes d'Aïn Safa، ولدينا معصرة صغيرة."
            )
        ],
    }


class _Message:
    """Looks like one of Django's messages."""

    def __init__(self, level_tag: str, text: str) -> None:
        self.level_tag, self._text = level_tag, text

    def __str__(self) -> str:
        return self._text


def _hexagon(x: float, y: float) -> str:
    corners = [f"{x + 92 * math.cos(k * math.pi / 3):.0f} {y + 92 * math.sin(k * math.pi / 3):.0f}" for k in range(6)]
    return "M" + "L".join(corners) + "Z"


def _areas(say: Words) -> list[Any]:
    areas = []
    for column in range(6):
        for row in range(4):
            number = column * 4 + row
            level = None if number == 7 else (column + row) * 5 // 9
            title = f"{say('جماعة', 'Commune', 'Commune')} {number + 1}"
            path = _hexagon(120 + column * 142, 130 + row * 164 + (column % 2) * 82)
            areas.append(ui.Area(path, level, title, href="#map", own=number == 9))
    return areas


def _maps(say: Words) -> Samples:
    legend = ui.Legend(
        title=say("نشاط النساء، 2024", "Activité des femmes, 2024", "Women's activity, 2024"),
        classes=["< 10", "10 – 15", "15 – 20", "20 – 25", "> 25"],
        unknown=True,
        own=say("مكانكم", "votre lieu", "your place"),
    )
    return {
        "legend": [legend],
        "map": [
            ui.Map(
                title=say("خريطة الجماعات", "Carte des communes", "Map of the communes"),
                description=say("تزداد النسبة شرقا.", "Le taux croît vers l'est.", "The rate grows eastward."),
                viewbox="0 0 950 850",
                areas=_areas(say),
                legend=legend,
                labels=[ui.MapLabel(690, 300, say("إقليم اللوز", "Province de l'Amandier", "Almond province"))],
                star=(404, 376),
            )
        ],
    }
