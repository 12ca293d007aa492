"""Names of the dataset in words: for papers that wait for something, for defects, for what a filing shows."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twiza.dossier import law as laws

NAMES: dict[str, str | Promise] = {
    "name": _("the name"),
    "name_latin": _("the name in Latin letters"),
    "place": _("the place"),
    "territory": _("the place"),
    "founders": _("the founders"),
    "founders.name": _("a founder's name"),
    "founders.national_id": _("a founder's identity number"),
    "founders.shares": _("a founder's shares"),
    "shares": _("the shares"),
    "share_value": _("the value of a share"),
    "share_value_words": _("the value of a share"),
    "share_count": _("the shares"),
    "capital": _("the capital"),
    "things": _("contributions in kind"),
    "in_kind_total": _("contributions in kind"),
    "assembly": _("the assembly"),
    "assembly_held": _("the assembly, once it has been held"),
    "assembly_date": _("the day of the assembly"),
    "assembly_hour": _("the hour of the assembly"),
    "assembly_place": _("the place of the assembly"),
    "assembly_chair": _("who chairs the assembly"),
    "assembly_secretary": _("who writes the minutes"),
    "board": _("the elected board"),
    "president": _("the elected president"),
    "manager": _("the elected manager"),
    "secretary": _("the elected secretary"),
    "voices": _("the voices at the assembly"),
    "votes_on_statutes": _("the vote on the statutes"),
    "votes_on_valuation": _("the vote on contributions in kind"),
}
SAME = {
    "name_ar": "name",
    "share_count_words": "share_count",
    "capital_words": "capital",
    "capital_released": "released_percent",
    "capital_released_words": "released_percent",
    "capital_remaining": "released_percent",
    "cash_total": "capital",
    "in_kind_total_words": "in_kind_total",
    "founder_count": "founders",
    "founder_count_words": "founders",
    "duration_words": "duration_years",
    "term_words": "term_years",
}
"""Names that stand for the same thing written otherwise."""


def name_of(field: str, law: laws.Law) -> str:
    """A field of the dataset in words: our own, or the question that fills it."""
    field = SAME.get(field, field)
    if field.startswith("paper:"):
        kind = field.removeprefix("paper:")
        return next((laws.local(one.name) for one in law.papers if one.key == kind), kind)
    if field in NAMES:
        return str(NAMES[field])
    return next((laws.local(one.text) for one in law.questions if one.field == field), field)


def lacking_in_words(names: Iterable[str], law: laws.Law) -> list[str]:
    """What a paper lacks, each once."""
    return list(dict.fromkeys(name_of(name, law) for name in names))
