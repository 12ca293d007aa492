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
    """One line of the comparison: what is compared, and each model's answer."""

    label: str
    cells: tuple[str, ...]


def compared(
    models: Sequence[ProjectModel], definitions: Mapping[str, schema.ProjectModel], language: str
) -> list[Row]:
    """What a group weighs first, side by side."""
    held = [(model, definitions[model.key]) for model in models]
    audiences, places, dot = wording.audiences(), wording.places(), _(" · ")

    def row(label: str, cells: Iterable[str]) -> Row:
        return Row(label, tuple(cells))

    def joined(texts: Iterable[LocalText]) -> str:
        return dot.join(text.get(language) for text in texts)

    rows = [
        row(_("In one sentence"), (d.summary.get(language) for _m, d in held)),
        row(_("Whom it serves"), (d.whom.get(language) for _m, d in held)),
        row(_("What members get"), (wording.categories()[d.category] for _m, d in held)),
        row(
            _("For whom above all"),
            (dot.join(audiences[a] for a in d.audience) or _("everyone") for _m, d in held),
        ),
        row(_("Kind of place"), (dot.join(places[p] for p in d.places) or _("anywhere") for _m, d in held)),
        row(_("Members"), (in_words(d.members, language) for _m, d in held)),
        row(_("Jobs"), (in_words(d.jobs, language) for _m, d in held)),
        row(_("Money needed to open"), (in_words(d.investment, language) for _m, d in held)),
        row(_("Until the first income"), (in_words(d.months_to_first_income, language) for _m, d in held)),
        row(_("Sells"), (dot.join(_product(p, language) for p in d.products) for _m, d in held)),
        row(_("Skills"), (joined(d.skills) for _m, d in held)),
        row(_("Must be so in reality"), (joined(c.text for c in d.conditions) for _m, d in held)),
        row(_("Main risks"), (joined(r.text for r in d.risks[:3]) for _m, d in held)),
        row(_("What is not known"), (joined(d.unknown) for _m, d in held)),
        row(_("Figures with a source"), (formats.isolated(formats.percent(m.sourced_share, 0)) for m, _d in held)),
    ]
    return rows


def _product(product: schema.Product, language: str) -> str:
    price, unit = in_words(product.price, language), symbol(product.unit, language)
    return _("%(product)s (%(price)s for one %(unit)s)") % {
        "product": product.name.get(language),
        "price": price,
        "unit": unit,
    }
