"""What visitors send to the pages of opportunities: weights, and who they are."""

from __future__ import annotations

import math
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from twiza.calc.scoring import PartWeights
from twiza.opportunities.meaning import LONGEST
from twiza.ui.components.forms import Field

USUAL = {"need": "40", "resources": "40", "setting": "20"}
LARGEST = 1_000_000.0
LONGEST_NUMBER = 40


class WeightsForm(forms.Form):
    """How much each part counts. Any numbers from 0 up; only their proportion matters."""

    need = forms.CharField(required=False)
    resources = forms.CharField(required=False)
    setting = forms.CharField(required=False)

    def _number(self, name: str) -> float:
        typed = self.cleaned_data[name].strip() or USUAL[name]
        try:
            value = float(typed.replace(",", ".").replace("٫", "."))
        except ValueError:
            raise forms.ValidationError(_("Write a number in digits, for example 40.")) from None
        if not math.isfinite(value) or not 0 <= value <= LARGEST:
            raise forms.ValidationError(_("Write a number from 0 to 100."))
        return value

    def clean_need(self) -> float:
        return self._number("need")

    def clean_resources(self) -> float:
        return self._number("resources")

    def clean_setting(self) -> float:
        return self._number("setting")

    def clean(self) -> dict[str, Any]:
        """At least one part must count."""
        cleaned: dict[str, Any] = super().clean() or {}
        if len(cleaned) == 3 and not any(cleaned.values()):
            self.add_error("need", _("At least one of the three must count: write a number above 0."))
        return cleaned

    @property
    def given(self) -> bool:
        """Whether any weight was asked for."""
        return any(self.data.get(name, "").strip() for name in USUAL)

    def weights(self) -> PartWeights | None:
        """The weights asked for; ``None`` for the usual ones, or where they cannot be read."""
        if not self.given or not self.is_valid():
            return None
        weights = PartWeights(**{name: self.cleaned_data[name] for name in USUAL})
        return None if weights == PartWeights() else weights

    @property
    def query(self) -> str:
        """The weights as the end of an address, for links that keep them; empty for the usual ones."""
        if self.weights() is None:
            return ""
        asked = QueryDict(mutable=True)
        asked.update({name: self.data.get(name, "").strip() or USUAL[name] for name in USUAL})
        return "?" + asked.urlencode()

    def shown(self) -> list[Field]:
        """The three fields, with what was typed and what is wrong with it.

        They are text for the browser: a field of numbers would drop what cannot be read.
        """
        labels = {"need": _("Need"), "resources": _("Resources"), "setting": _("Setting")}
        helps = {
            "need": _("Does it answer something that people lack here?"),
            "resources": _("Is what it uses found here?"),
            "setting": _("Do businesses start easily around here?"),
        }
        return [
            Field(
                name=name,
                label=labels[name],
                help=helps[name],
                value=(self.data.get(name, "").strip() or USUAL[name])[:LONGEST_NUMBER],
                error=" ".join(map(str, self.errors.get(name, ()))) if self.given else "",
                inputmode="decimal",
                autocomplete="off",
            )
            for name in USUAL
        ]


class MatchForm(forms.Form):
    """Who a group is and what it can do, in its own words, and where."""

    text = forms.CharField(required=False, strip=True)
    where = forms.CharField(required=False)
    place = forms.CharField(required=False, max_length=40)

    def clean_text(self) -> str:
        """Without control characters; what is longer than 600 characters is cut, and the page says so."""
        return readable(self.cleaned_data["text"])[:LONGEST]

    def clean_where(self) -> str:
        """The name of a place as typed."""
        return " ".join(readable(self.cleaned_data["where"]).split())[:200]

    @property
    def too_long(self) -> bool:
        """Whether more was written than is read."""
        return len(self.data.get("text", "").strip()) > LONGEST


def readable(told: str) -> str:
    """*told* without marks that cannot be seen: they would turn or hide the text around them."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in told.replace("\r\n", "\n"))
