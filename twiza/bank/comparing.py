"""Project models side by side: what a group weighs first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from twiza.bank import wording
from twiza.bank.figures import in_words, symbol
from twiza.bank.models import ProjectModel
from twiza.packs import schema
from twiza.packs.schema import LocalText
from twiza.ui import formats


@dataclass(frozen=True)
class Row:
    """One line of the comparison: what is compared, and each model's answers."""

    label: str
    cells: tuple[tuple[str, ...], ...]


def compared(
    models: Sequence[ProjectModel], definitions: Mapping[str, schema.ProjectModel], language: str
) -> list[Row]:
    """What a group weighs first, side by side."""
    held = [(model, definitions[model.key]) for model in models]
    audiences, places = wording.audiences(), wording.places()

    def row(label: str, answers: Iterable[Iterable[str]]) -> Row:
        return Row(label, tuple(tuple(answer) for answer in answers))

    def one(label: str, answers: Iterable[str]) -> Row:
        return row(label, ([answer] for answer in answers))

    def texts(found: Iterable[LocalText]) -> list[str]:
        return [text.get(language) for text in found]

    def figure(label: str, name: str) -> Row:
        return one(label, (in_words(getattr(d, name), language) for _m, d in held))

    return [
        one(_("In one sentence"), (d.summary.get(language) for _m, d in held)),
        one(_("Whom it serves"), (d.whom.get(language) for _m, d in held)),
        one(_("What members get"), (wording.categories()[d.category] for _m, d in held)),
        row(_("For whom above all"), ([audiences[a] for a in d.audience] or [_("everyone")] for _m, d in held)),
        row(_("Kind of place"), ([places[p] for p in d.places] or [_("anywhere")] for _m, d in held)),
        figure(_("Members"), "members"),
        figure(_("Jobs"), "jobs"),
        figure(_("Money needed to open"), "investment"),
        figure(_("Until the first income"), "months_to_first_income"),
        row(_("Sells"), ([_product(p, language) for p in d.products] for _m, d in held)),
        row(_("Skills"), (texts(d.skills) for _m, d in held)),
        row(_("Must be so in reality"), (texts(c.text for c in d.conditions) for _m, d in held)),
        row(_("Main risks"), (texts(r.text for r in d.risks[:3]) for _m, d in held)),
        row(_("What is not known"), (texts(d.unknown) for _m, d in held)),
        one(_("Figures with a source"), (formats.isolated(formats.percent(m.sourced_share, 0)) for m, _d in held)),
    ]


def _product(product: schema.Product, language: str) -> str:
    price, unit = in_words(product.price, language), symbol(product.unit, language)
    return _("%(product)s (%(price)s for one %(unit)s)") % {
        "product": product.name.get(language),
        "price": price,
        "unit": unit,
    }
