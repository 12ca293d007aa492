"""The shape of the dataset: frozen, with its sums worked out in one place."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

Names = Mapping[str, str]


@dataclass(frozen=True)
class Place:
    """One unit of the seat's hierarchy: its name and what kind of unit it is, by language."""

    code: str
    names: Names
    level: Names


@dataclass(frozen=True)
class Member:
    """One founder with her shares. Amounts are in the country's currency."""

    key: str
    name: str
    name_latin: str
    gender: str
    born_on: datetime.date | None
    national_id: str
    address: str
    profession: str
    phone: str
    shares: int
    amount: Decimal
    in_kind: Decimal
    released: Decimal
    office: str

    @property
    def names(self) -> Names:
        """Her name by language: in Latin letters where those are read and known."""
        return {"ar": self.name, "fr": self.name_latin or self.name, "en": self.name_latin or self.name}

    @property
    def cash(self) -> Decimal:
        """The part of her shares that is paid in money."""
        return self.amount - self.in_kind

    @property
    def remaining(self) -> Decimal:
        """What she still owes for her shares after the first payment."""
        return max(self.cash - self.released, Decimal(0))


@dataclass(frozen=True)
class Thing:
    """One contribution in kind that pays shares."""

    founder: str
    text: str
    value: Decimal
    valued_by: str


@dataclass(frozen=True)
class Attendance:
    """One voice at the assembly: whose, and who held it where she did not come herself."""

    key: str
    founder: str
    by: str


@dataclass(frozen=True)
class Decision:
    """One resolution with its votes."""

    kind: str
    text: str
    votes_for: int
    votes_against: int
    abstained: int
    elected: str
    office: str

    @property
    def passed(self) -> bool:
        return self.votes_for > self.votes_against


@dataclass(frozen=True)
class Meeting:
    """The constitutive assembly, to come or held."""

    call: int
    day: datetime.date
    hour: str
    place: str
    agenda: tuple[str, ...]
    chair: Names
    secretary: Names
    presences: tuple[Attendance, ...]
    decisions: tuple[Decision, ...]
    closed: bool
    quorum_met: bool | None

    @property
    def held(self) -> bool:
        """Whether it was closed, and not for want of a quorum."""
        return self.closed and self.quorum_met is not False


@dataclass(frozen=True)
class Dataset:
    """All that is known of a founding group. Empty texts and None are what nobody has said yet."""

    key: str
    name: str
    name_latin: str
    country: Names
    currency: Names
    agency: Names
    places: tuple[Place, ...]
    share_value: Decimal | None
    founders: tuple[Member, ...]
    things: tuple[Thing, ...]
    meeting: Meeting | None
    answers: Mapping[str, Any]
    example: bool
    languages: tuple[str, ...] = field(default=("ar", "fr"))

    @property
    def founder_count(self) -> int:
        return len(self.founders)

    @cached_property
    def share_count(self) -> int:
        """Shares of all founders together."""
        return sum(one.shares for one in self.founders)

    @property
    def capital(self) -> Decimal | None:
        """All shares at their value; nothing while no value is set or nobody holds a share."""
        return self.share_value * self.share_count if self.share_value and self.share_count else None

    @property
    def released(self) -> Decimal | None:
        """What is paid at once: all things, and the first part of the money."""
        return None if self.capital is None else sum((one.in_kind + one.released for one in self.founders), Decimal(0))

    @property
    def remaining(self) -> Decimal | None:
        return None if self.capital is None else sum((one.remaining for one in self.founders), Decimal(0))

    @property
    def in_kind(self) -> Decimal:
        return sum((one.value for one in self.things), Decimal(0))

    @property
    def board(self) -> tuple[Member, ...]:
        """Whom the assembly elected, in the order of offices."""
        order = ("president", "manager", "vice_president", "treasurer", "secretary")
        chosen = [one for one in self.founders if one.office]
        return tuple(sorted(chosen, key=lambda one: order.index(one.office) if one.office in order else len(order)))

    def officer(self, office: str) -> Member | None:
        """Who was elected to *office*."""
        return next((one for one in self.board if one.office == office), None)

    def founder(self, key: str) -> Member | None:
        """One founder by her key."""
        return next((one for one in self.founders if one.key == key), None)


SEALED = frozenset({"national_id", "address", "phone"})
"""What is sealed in the database and stands on the papers alone."""


def plain(told: Dataset) -> dict[str, Any]:
    """The dataset as JSON, with its sums and without what is sealed: what filings, screens and the API keep."""
    found = _plain(told)
    found |= {"capital": told.capital, "share_count": told.share_count, "founder_count": told.founder_count}
    found["board"] = [{"name": one.name, "office": one.office} for one in told.board]
    return {key: _plain(value) for key, value in found.items()}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        names = [one.name for one in dataclasses.fields(value) if one.name not in SEALED]
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(held) for held in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, datetime.date) else value
