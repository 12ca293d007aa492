"""What pages read of the pack in force: the country, its sources, units, facts and documents.

Everything is read once a process and kept until another load is in force. One small query tells
whether there is another: at most one in each request, since the answer holds until the next begins.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from twiza.packs.content import LAW
from twiza.packs.models import Country, Fact, Item, Reference, Source, Unit
from twiza.packs.schema import Identity

T = TypeVar("T")
R = TypeVar("R", bound=Reference)

_held: dict[str, Any] = {}
_held_for: tuple[int, str] | None = None
_asked = False


def in_force() -> tuple[int, str] | None:
    """Id and digest of the load in force, or nothing while no country is loaded."""
    return Country.objects.values_list("load_id", "load__digest").first()


def ask_again(**_: Any) -> None:
    """Make the next question ask whether another load is in force; called as each request begins."""
    global _asked  # noqa: PLW0603
    _asked = False


def forget() -> None:
    """Drop what is kept: after a load, and where a transaction was undone."""
    ask_again()
    _held.clear()


def remember(name: str, make: Callable[[], T]) -> T:
    """What *make* gives, kept under *name* as long as the same load is in force."""
    global _asked, _held_for  # noqa: PLW0603
    if not _asked:
        now = in_force()
        if now != _held_for:
            _held.clear()
            _held_for = now
        _asked = True
    missing = object()
    # Asked once: another thread may empty the store between two questions.
    found = _held.get(name, missing)
    if found is missing:
        found = _held[name] = make()
    return cast(T, found)


def country() -> Identity | None:
    """The identity of the country in force, or nothing while none is loaded."""

    def read() -> Identity | None:
        row = Country.objects.first()
        return row.identity if row else None

    return remember("country", read)


def _all(model: type[R]) -> dict[str, R]:
    return remember(model.__name__, lambda: {row.key: row for row in model._default_manager.all()})


def sources() -> dict[str, Source]:
    """All sources by key, the retired ones too: older figures still name them."""
    return _all(Source)


def source(key: str) -> Source:
    """One source. KeyError if the pack never had it."""
    return sources()[key]


def units() -> dict[str, Unit]:
    """All units by key."""
    return _all(Unit)


def unit(key: str) -> Unit:
    """One unit. KeyError if the pack never had it."""
    return units()[key]


def facts() -> dict[str, Fact]:
    """All facts by key."""
    return _all(Fact)


def fact(key: str) -> Fact:
    """One fact. KeyError if the pack never had it."""
    return facts()[key]


def document(name: str) -> Any:
    """A document of the pack (``potential``, ``backtest``), or nothing where it has none."""

    def read() -> Any:
        row = Item.objects.filter(part=name, until__isnull=True).first()
        return row.content if row else None

    return remember(f"document {name}", read)


def law() -> dict[str, list[dict[str, Any]]]:
    """The law in force: the items of each part (``law_steps``, ``law_rates`` …), in their order, then by key."""

    def read() -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {part: [] for part in LAW}
        for item in Item.objects.filter(part__in=LAW, until__isnull=True).order_by("part", "key"):
            found[item.part].append(cast(dict[str, Any], item.content))
        for items in found.values():
            items.sort(key=lambda item: (item.get("order", 0), item["key"]))
        return found

    return remember("law", read)
