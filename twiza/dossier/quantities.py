"""What is known of a group, as the quantities that the law's rules look at. What nobody entered stays unknown."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from twiza.calc.law import QUANTITIES, Between
from twiza.calc.quantities import NUMBERS
from twiza.dossier.models import Assembly, Dossier, Signature
from twiza.projects.models import Contribution, Founder, Office, Project

if TYPE_CHECKING:
    from twiza.dossier.law import Law

ADULT = 18
"""Years, by the meaning of the quantity ``adult_founders``."""

Quantities = dict[str, object]


@dataclass(frozen=True)
class Facts:
    """What the group's own record tells of it on a day, and the rows that it was read from."""

    founders: tuple[Founder, ...]
    contributions: tuple[Contribution, ...]
    told: Quantities

    def with_answers(self, answers: Mapping[str, Any]) -> Quantities:
        """Answers of the interview fill what the group's own data leave open."""
        read = answers_as_quantities(answers)
        return self.told | {k: value for k, value in read.items() if self.told.get(k) is None or k in ANSWER_WINS}


def quantities_of(thing: Dossier | Project, on: datetime.date, *, law: Law | None = None) -> Quantities:
    """All that is known on the day *on*; answers of the interview fill what the group's own data leave open.

    *law* tells which steps prove what; without it the dossier's own version does.
    """
    dossier = thing if isinstance(thing, Dossier) else Dossier.objects.filter(project=thing).first()
    return facts_of(thing, on, law=law).with_answers(dossier.answers if dossier is not None else {})


def facts_of(thing: Dossier | Project, on: datetime.date, *, law: Law | None = None) -> Facts:
    """The same without the answers: for whoever asks several things of a group at once. A constant number of queries.

    *law* tells which steps prove what; without it the dossier's own version does.
    """
    dossier = thing if isinstance(thing, Dossier) else Dossier.objects.filter(project=thing).first()
    project = thing.project if isinstance(thing, Dossier) else thing
    founders = [*project.founders.all().present()] if project.pk else []
    given = Contribution.objects.filter(founder__in=[one.pk for one in founders], for_shares=True).order_by("id")
    contributions = list(given)
    found: Quantities = {
        "name": project.name or None,
        **_people(founders, on),
        **_money(project, founders, contributions),
        # Statutes, votes and register of the product know one voice a member; a pack cannot make it otherwise.
        "one_person_one_voice": True,
    }
    if dossier is not None:
        found |= {key: value for key, value in _events(dossier, founders, law).items() if value is not None}
    return Facts(tuple(founders), tuple(contributions), found)


ANSWER_WINS = frozenset({"name", "one_person_one_voice", "board_size"})
"""Where the interview asks for the legal word of what the group only calls so."""


def answers_as_quantities(answers: Mapping[str, Any]) -> Quantities:
    """Those answers whose field is a quantity, in its kind; one that does not fit is unknown."""
    found = {key: _answer(QUANTITIES[key].kind, value) for key, value in answers.items() if key in QUANTITIES}
    return {key: value for key, value in found.items() if value is not None}


def _answer(kind: str, value: object) -> object:
    if kind == "yes_no":
        return {"yes": True, "true": True, "no": False, "false": False}.get(str(value).lower())
    if kind in NUMBERS and not isinstance(value, bool):
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            return None
        return number if number.is_finite() else None
    return str(value).strip() or None if kind == "text" and value is not None else None


def _people(founders: list[Founder], on: datetime.date) -> Quantities:
    ages = [age(one.born_on, on) for one in founders if one.born_on is not None]
    silent = len(founders) - len(ages)
    adults = sum(years >= ADULT for years in ages)
    officers = sum(one.office != Office.MEMBER for one in founders)
    return {
        "founders": Decimal(len(founders)),
        "adult_founders": _range(Decimal(adults), Decimal(adults + silent)),
        "youngest_founder": _range(None if silent else Decimal(min(ages)), Decimal(min(ages))) if ages else None,
        "board_size": Decimal(officers) if officers else None,
    }


def age(born_on: datetime.date, on: datetime.date) -> int:
    """Completed years on a day.

    >>> age(datetime.date(2008, 2, 29), datetime.date(2026, 2, 28))
    17
    """
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def _range(low: Decimal | None, high: Decimal | None) -> Decimal | Between:
    return low if low is not None and low == high else Between(low, high)


def _money(project: Project, founders: list[Founder], contributions: list[Contribution]) -> Quantities:
    shares = [one.shares for one in founders]
    whole = bool(shares) and all(shares)
    kind = [one for one in contributions if one.kind == Contribution.Kind.KIND]
    money = [one for one in contributions if one.kind == Contribution.Kind.MONEY]
    things = _sum(kind)
    found: Quantities = {
        "share_value": project.share_value,
        "in_kind": True if kind else None,
        "in_kind_total": things if kind else None,
        "in_kind_valued": all(one.valued_by for one in kind) if kind else None,
    }
    if whole:
        found |= {
            "least_shares": Decimal(min(shares)),
            "largest_share_percent": 100 * Decimal(max(shares)) / sum(shares),
        }
    if project.share_value is not None and any(shares):
        capital = project.share_value * sum(shares)
        found["capital"] = capital if whole else Between(capital, None)
        if whole:
            found |= _released(capital - things, money)
    return found


def _released(cash: Decimal, money: list[Contribution]) -> Quantities:
    """Part of the shares payable in money that was paid; exact only once every share's money is accounted for."""
    if cash <= 0:
        return {"cash_total": Decimal(0)}
    paid = 100 * _sum(one for one in money if one.received_on) / cash
    known: Quantities = {"cash_total": cash}
    if money:
        complete = _sum(money) >= cash
        known["released_percent"] = min(paid, Decimal(100)) if complete else Between(paid, None)
        if complete:
            known["in_kind"] = False
    return known


def _sum(contributions: Iterable[Contribution]) -> Decimal:
    return sum((one.value for one in contributions), Decimal(0))


def _events(dossier: Dossier, founders: list[Founder], law: Law | None) -> Quantities:
    """What was done on the way: steps that prove something, the assembly, signatures under the statutes."""
    from twiza.dossier.law import Law

    steps = {step.key: step for step in (law or Law.of(dossier.law)).steps}
    found: Quantities = {}
    for row in dossier.steps_done.all():
        found |= dict.fromkeys(steps[row.step].proves if row.step in steps else (), True)
    held = Assembly.objects.filter(dossier=dossier, closed_at__isnull=False).order_by("-id").first()
    if held is not None:
        found["assembly_held"] = held.quorum_met
        if founders:
            present = held.presences.filter(founder__in=[one.pk for one in founders]).count()
            found["quorum_percent"] = 100 * Decimal(present) / len(founders)
    if founders and signed_by(dossier, "statutes").issuperset(one.pk for one in founders):
        found["statutes_signed"] = True
    return found


def signed_by(dossier: Dossier, kind: str) -> set[int]:
    """Founders whose signature under the current paper of this kind is valid."""
    rows: QuerySet[Signature] = Signature.objects.filter(
        paper__subject_kind="dossier",
        paper__subject_key=dossier.key,
        paper__kind=kind,
        paper__replaced_at__isnull=True,
        void_at__isnull=True,
    )
    return set(rows.order_by().values_list("founder_id", flat=True))
