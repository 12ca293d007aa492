"""The pack's dated rates as a plan takes them, each with how sure it is."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from twiza.packs import queries as packs
from twiza.packs.schema.law import Rate, RateValue
from twiza.planner.schema import Band, Charges, MinimumWage, Names, Origin, Surplus, Taxes

KEYS = (
    "corporate_tax", "turnover_tax", "employer_charges", "member_charges",
    "legal_reserve", "reserve_ceiling", "training_reserve",
)  # fmt: skip
"""What plans ask the pack for, beside minimum wages."""
MINIMUM = "minimum_wage"
"""How the keys of minimum wages begin: a country may have one for all work, or several kinds."""
_PATHS = {
    "corporate_tax": "taxes.bands",
    "turnover_tax": "taxes.turnover_percent",
    "employer_charges": "charges.employer",
    "member_charges": "charges.members",
    "legal_reserve": "surplus.legal_reserve",
    "reserve_ceiling": "surplus.reserve_ceiling",
    "training_reserve": "surplus.training_reserve",
}
ZERO = Decimal(0)


@dataclass(frozen=True)
class Rates:
    """The rates that hold on one day; what the pack does not know is not in ``found``."""

    found: Mapping[str, RateValue] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def number(self, key: str) -> Decimal | None:
        """The rate *key* as a number; nothing where the pack does not know it."""
        return self.found[key].value if key in self.found else None

    @property
    def taxes(self) -> Taxes:
        """Tax on the result and on the turnover. Not known at all: none is reckoned, and the plan says so."""
        tax = self.found.get("corporate_tax")
        bands: tuple[Band, ...] = ()
        if tax is not None and tax.bands:
            bands = tuple(Band(above=band.above, percent=band.percent) for band in tax.bands)
        elif tax is not None and tax.value:
            bands = (Band(above=ZERO, percent=tax.value),)
        return Taxes(
            bands=bands,
            turnover_percent=self.number("turnover_tax") or ZERO,
            exempt_below_turnover=tax.exempt_below_turnover if tax else None,
            known=tax is not None,
        )

    @property
    def charges(self) -> Charges:
        """Social charges on pay; not known as soon as the employer's part is missing."""
        return Charges(
            employer=self.number("employer_charges") or ZERO,
            members=self.number("member_charges") or ZERO,
            known="employer_charges" in self.found,
        )

    @property
    def surplus(self) -> Surplus:
        """Reserves that the law asks for; the rest stays in the cooperative until the group says otherwise."""
        return Surplus(
            legal_reserve=self.number("legal_reserve") or ZERO,
            reserve_ceiling=self.number("reserve_ceiling"),
            training_reserve=self.number("training_reserve") or ZERO,
        )

    @property
    def minimum_wages(self) -> tuple[MinimumWage, ...]:
        """What pay is compared with; one that the pack speaks of and does not know has no amount."""
        return tuple(
            MinimumWage(
                key=key, names=Names(**names), amount=self.number(key), confirmed=bool(self._origin(key).confirmed)
            )
            for key, names in sorted(self.names.items())
            if key.startswith(MINIMUM)
        )

    @property
    def origins(self) -> dict[str, Origin]:
        """Where each of these came from, by path; an unknown one is there too, unconfirmed."""
        wages = {f"minimum_wages.{one.key}.amount": self._origin(one.key) for one in self.minimum_wages}
        return {path: self._origin(key) for key, path in _PATHS.items()} | wages

    def _origin(self, key: str) -> Origin:
        value = self.found.get(key)
        if value is None:
            return Origin(kind="law", confirmed=False)
        if value.bands:
            was: Any = [{"above": str(band.above), "percent": str(band.percent)} for band in value.bands]
        else:
            was = None if value.value is None else str(value.value)
        sure = value.confirmed and bool(value.source or value.fact)
        return Origin(
            kind="law",
            was=was,
            key=value.fact or value.source,
            year=value.year or (value.since.year if value.since else None),
            text=dict(value.note.model_dump()) if value.note else {},
            confirmed=sure,
        )


def rates_on(day: datetime.date) -> Rates:
    """The pack's rates that hold on *day*; of each, the value that began last."""
    return read_rates(packs.law()["law_rates"], day)


def read_rates(items: list[dict[str, Any]], day: datetime.date) -> Rates:
    """The same from the pack's own items (``law/rates.yaml``)."""
    found: dict[str, RateValue] = {}
    names: dict[str, dict[str, str]] = {}
    for item in items:
        rate = Rate.model_validate(item)
        begun = [one for one in rate.values if one.since is None or one.since <= day]
        # A value that says nothing is the pack's way to write that nobody knows it.
        told = [one for one in begun if one.value is not None or one.bands]
        names[rate.key] = rate.name.model_dump()
        if (rate.key in KEYS or rate.key.startswith(MINIMUM)) and told:
            found[rate.key] = max(told, key=lambda one: one.since or datetime.date.min)
    return Rates(found, names)
