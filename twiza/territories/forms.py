"""What visitors send to the pages of places."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_QUESTION = 200


class SearchForm(forms.Form):
    """A question as typed; anything longer than a name is cut, not refused."""

    q = forms.CharField(required=False, label=_("Name of a place"))

    def clean_q(self) -> str:
        """Without control characters, at most 200 characters."""
        told = "".join(c if c.isprintable() else " " for c in self.cleaned_data["q"])
        return " ".join(told.split())[:LONGEST_QUESTION]


class PositionForm(forms.Form):
    """A position on Earth, in degrees."""

    lat = forms.FloatField(min_value=-90, max_value=90)
    lon = forms.FloatField(min_value=-180, max_value=180)
