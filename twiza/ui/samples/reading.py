"""Samples of texts in their forms."""

from __future__ import annotations

from django.utils.safestring import SafeString

from twiza.ui import components as ui
from twiza.ui.samples.charts import bars
from twiza.ui.samples.words import Words, of


def reasons(say: Words) -> list[ui.Reason]:
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


class _Message:
    """Looks like one of Django's messages."""

    def __init__(self, level_tag: str, text: str) -> None:
        self.level_tag, self._text = level_tag, text

    def __str__(self) -> str:
        return self._text


@of("notice")
def notice_samples(say: Words) -> list[ui.Component]:
    start = ui.Link(say("ابحث عن مكان", "Chercher un lieu", "Look for a place"), "#empty")
    return [
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
    ]


@of("messages")
def messages_samples(say: Words) -> list[ui.Component]:
    done_text = say("حُفظت المقارنة.", "La comparaison est enregistrée.", "The comparison is saved.")
    return [ui.Messages(items=[_Message("success", done_text)])]


@of("disclosure")
def disclosure_samples(say: Words) -> list[ui.Component]:
    return [
        ui.Disclosure(
            summary=say("كيف حسبنا هذا؟", "Comment est-ce calculé ?", "How was this worked out?"),
            content=SafeString(  # nosec B703  # written here
                say(
                    "<p>نقارن المكان بكل جماعات البلد.</p>",
                    "<p>Nous comparons le lieu à toutes les communes.</p>",
                    "<p>We compare the place with all communes.</p>",
                )
            ),
            open=True,
        )
    ]


@of("reasons")
def reasons_samples(say: Words) -> list[ui.Component]:
    return [ui.Reasons(items=reasons(say))]


@of("ranked")
def ranked_samples(say: Words) -> list[ui.Component]:
    long = say(
        "تعاونية النساء لجمع الأعشاب العطرية والطبية وتجفيفها وتقطيرها وتسويقها",
        "Coopérative féminine de cueillette, de séchage, de distillation et de vente de plantes aromatiques",
        "Women's cooperative for gathering, drying, distilling and selling aromatic plants",
    )
    return [
        ui.Ranked(
            position=1,
            title=say(
                "تعاونية خياطة وألبسة مهنية", "Atelier de couture professionnelle", "Workwear sewing cooperative"
            ),
            href="#ranked",
            meta=say("سبعة أعضاء على الأقل", "Sept membres au moins", "Seven members at least"),
            reasons=reasons(say),
            bars=bars(say),
            note=say(
                "ضمن العشر الأوائل في 91 % من الحالات",
                "Parmi les dix premiers dans 91 % des cas",
                "Among the top tenth in 91% of cases",
            ),
        ),
        ui.Ranked(position=12, title=long, href="#ranked", bars=bars(say)),
    ]


@of("empty")
def empty_samples(say: Words) -> list[ui.Component]:
    start = ui.Link(say("ابحث عن مكان", "Chercher un lieu", "Look for a place"), "#empty")
    return [
        ui.Empty(
            title=say("لا مشروع هنا بعد", "Aucun projet ici", "No project here yet"),
            text=say(
                "ابدؤوا من مكان، وسنقترح ما يصلح فيه.",
                "Partez d'un lieu : nous proposerons ce qui lui convient.",
                "Start from a place: we will suggest what suits it.",
            ),
            action=start,
        )
    ]


@of("definition")
def definition_samples(say: Words) -> list[ui.Component]:
    return [
        ui.Definition(
            term=say("الوسيط", "Médiane", "Median"),
            text=say(
                "نصف الأماكن تحته ونصفها فوقه.",
                "La moitié des lieux est au-dessous, l'autre au-dessus.",
                "Half of the places lie below it, half above.",
            ),
        )
    ]


@of("user_text")
def user_text_samples(say: Words) -> list[ui.Component]:
    return [
        ui.UserText(
            text="نريد أن نبيع الزيت في الرباط (50 litres par mois).\n\n"
            "Nous sommes huit femmes d'Aïn Safa، ولدينا معصرة صغيرة."
        )
    ]
