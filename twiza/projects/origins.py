"""Where a project comes from, as a page shows it: the snapshot in the reader's language, and what differs today."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from twiza.bank.queries import indicator_names
from twiza.bank.sheet import ModelPage
from twiza.packs.schema import Figure
from twiza.packs.schema import ProjectModel as Definition
from twiza.projects import snapshot
from twiza.projects.models import Project
from twiza.ui import formats
from twiza.ui.components.text import Reason

SHOWN = 12
"""Changed figures that are told one by one."""
FIGURES = {
    "members": lazy("Members"),
    "jobs": lazy("Jobs"),
    "investment": lazy("Money needed to open"),
    "months_to_first_income": lazy("Until the first income"),
    "area_per_member": lazy("Land for each member"),
    "working_capital": lazy("Working capital"),
    "price": lazy("Price"),
    "volume": lazy("Sold in a full year"),
    "yield": lazy("Yield"),
    "losses": lazy("Lost or unsold"),
    "quantity": lazy("For one unit of product"),
    "unit_cost": lazy("Cost of one"),
    "people": lazy("Number of people"),
    "pay": lazy("Pay of a month"),
    "amount": lazy("In a year"),
}


@dataclass(frozen=True)
class Kept:
    """The snapshot, readable. ``page`` shows the model as it was; ``differences`` are sentences."""

    day: datetime.date
    version: str
    score: float | None
    place_rank: int | None
    reasons: tuple[Reason, ...]
    unknown: tuple[str, ...]
    page: ModelPage
    same_pack: bool
    differences: tuple[str, ...]


def kept(project: Project, language: str) -> Kept | None:
    """What was kept of the opportunity; nothing for an idea of the group's own."""
    held = project.snapshot
    if not held or project.model is None:
        return None
    said = held["opportunity"] or {}
    changes = snapshot.changes(held, project.territory, project.model)
    definition = Definition.model_validate(held["model"])
    return Kept(
        day=datetime.date.fromisoformat(held["day"]),
        version=held["pack"]["version"],
        score=said.get("score"),
        place_rank=said.get("place_rank"),
        reasons=tuple(_reasons(said, language)),
        unknown=tuple(_local(one, language) for one in said.get("unknown", ())),
        page=ModelPage(project.model, definition, language, indicator_names()),
        same_pack=changes is None,
        differences=tuple(_differences(changes, definition, language)) if changes else (),
    )


def _local(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts["ar"]


def _reasons(said: dict[str, Any], language: str) -> list[Reason]:
    """Those with a value, the weightiest first, with the figures of that day."""
    found = sorted(said.get("reasons", ()), key=lambda one: -abs(one["points"]))
    return [_reason(one, language) for one in found if one["value"] is not None]


def _reason(one: dict[str, Any], language: str) -> Reason:
    unit = _local(one["unit"], language)
    evidence = _("%(name)s %(value)s (%(year)s); median of the country %(median)s; %(points)s points") % {
        "name": _local(one["name"], language),
        "value": formats.isolated(formats.with_unit(one["value"], one["decimals"], unit)),
        "year": formats.isolated(one["year"]),
        "median": formats.isolated(formats.with_unit(one["country_median"], one["decimals"], unit)),
        "points": formats.isolated(formats.signed(one["points"], 1), ltr=True),
    }
    return Reason("for" if one["points"] > 0 else "against", _local(one["because"], language), evidence)


def _differences(changes: snapshot.Changes, definition: Definition, language: str) -> list[str]:
    told = []
    if changes.retired:
        told.append(_("This place or this project model is no longer in the data of the country."))
    if changes.score:
        told.append(
            _("The score is %(after)s today; it was %(before)s.")
            % {"before": _number(changes.score[0]), "after": _number(changes.score[1])}
        )
    if changes.rank:
        told.append(
            _("Its rank among all places is %(after)s today; it was %(before)s.")
            % {"before": _number(changes.rank[0]), "after": _number(changes.rank[1])}
        )
    if changes.figures:
        count = {"count": _number(len(changes.figures))}
        told.append(_("Figures of the model that are given otherwise today: %(count)s.") % count)
        told += [_figure(one, definition, language) for one in changes.figures[:SHOWN]]
    return told


def _number(value: float | None) -> str:
    return formats.isolated(formats.number(value, 0))


def _figure(change: snapshot.FigureChange, definition: Definition, language: str) -> str:
    return _("%(what)s: %(after)s instead of %(before)s") % {
        "what": formats.isolated(_what(change.path, definition, language)),
        "before": _range(change.before),
        "after": _range(change.after),
    }


def _what(path: tuple[str | int, ...], definition: Definition, language: str) -> str:
    """What a figure is of, in words: the name of the thing that it stands in, and which of its figures."""
    here: Any = definition
    named: list[str] = []
    for step in path[:-1]:
        inside = isinstance(here, tuple) and isinstance(step, int) and step < len(here)
        here = here[step] if inside else getattr(here, str(step), None)
        name = getattr(here, "name", None) or getattr(here, "role", None)
        named += [name.get(language)] if name else []
    return " · ".join([*named, str(FIGURES.get(str(path[-1]), path[-1]))])


def _range(figure: Figure | None) -> str:
    if figure is None:
        return _("nothing")
    values = [one for one in (figure.low, figure.typical, figure.high) if one is not None]
    return formats.isolated(" – ".join(formats.number(one) for one in dict.fromkeys(values)), ltr=True)
