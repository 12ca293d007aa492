"""Where a value of the plan comes from, in words, and who changed it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from twiza.packs import queries as packs
from twiza.planner.schema import Origin
from twiza.ui import formats


@dataclass(frozen=True)
class Told:
    """One value's origin. ``was`` is what the model, the group or the law gave; ``given``: a person's own now."""

    kind: str
    was: str
    source: str
    year: int | None
    reasoning: str
    given: bool
    confirmed: bool
    scaled: bool = False
    """Brought from the model's number of members to the group's."""

    @property
    def sentence(self) -> str:
        """“From the model: 60 to 90 MAD, Ministry, 2023”."""
        heads = {
            "group": _("From your group: %(was)s"),
            "law": _("By law: %(was)s"),
            "ours": _("Our working assumption: %(was)s"),
            "assumption": _("From the model, an assumption: %(was)s"),
        }
        head = heads.get(self.kind, _("From the model: %(was)s")) % {"was": self.was}
        return _(", ").join([head, *([formats.isolated(self.source)] if self.source else []),
                             *([formats.isolated(self.year)] if self.year else [])])  # fmt: skip


def told(
    origin: Origin | None,
    *,
    given: bool,
    language: str,
    unit: str = "",
    factor: Decimal = Decimal(1),
    scaled: bool = False,
) -> Told | None:
    """The origin in words of *language*; nothing where the value has none. Figures are divided by *factor*."""
    if origin is None:
        return None
    return Told(
        kind=origin.kind,
        was=_was(origin.was, unit, factor),
        source=_source(origin, language),
        year=origin.year,
        reasoning=origin.text.get(language) or origin.text.get("ar", ""),
        given=given,
        confirmed=origin.confirmed,
        scaled=scaled,
    )


def _was(was: Any, unit: str, factor: Decimal) -> str:
    if isinstance(was, dict) and "value" in was:
        if was.get("low") is not None and was["low"] != was.get("high"):
            low, high = (_number(was[end], factor) for end in ("low", "high"))
            told = _("%(low)s to %(high)s") % {"low": low, "high": high}
            return formats.isolated(f"{told} {unit}".rstrip())
        return formats.isolated(f"{_number(was['value'], factor)} {unit}".rstrip())
    if isinstance(was, list):
        shares = [one for one in was if not isinstance(one, dict)]
        return _(", ").join(_number(one, Decimal(1)) for one in shares)
    if was is None:
        return formats.unknown()
    return formats.isolated(f"{_number(was, factor)} {unit}".rstrip())


def _number(value: object, factor: Decimal) -> str:
    exact = formats.finite(value)
    if exact is None:
        return formats.isolated(value)
    shown = exact / factor
    return formats.isolated(formats.number(shown, 0 if abs(shown) >= 100 else None), ltr=True)


def _source(origin: Origin, language: str) -> str:
    if origin.kind == "fact" and origin.key in packs.facts():
        return str(packs.fact(origin.key).content.get("source") or "").split(" ; ")[0].split("; ")[0][:120]
    if origin.key and origin.key in packs.sources():
        return packs.source(origin.key).publisher.get(language)
    return ""
