"""What visitors choose in the list of project models."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

LONGEST_QUESTION = 200
MOST_COMPARED = 3

AUDIENCES = (
    ("women", lazy("Women")),
    ("youth", lazy("Young people")),
    ("graduates", lazy("Graduates")),
    ("people_with_disability", lazy("People with a disability")),
)
PLACES = (
    ("rural", lazy("Countryside")),
    ("urban", lazy("Town")),
    ("coast", lazy("Coast")),
    ("mountain", lazy("Mountain")),
    ("oasis", lazy("Oasis")),
    ("forest", lazy("Forest")),
)
CATEGORIES = (
    ("marketing", lazy("Sells what members produce")),
    ("services_to_members", lazy("Serves its members")),
    ("work", lazy("Gives its members paid work")),
)
SORTS = (
    ("", lazy("By sector")),
    ("name", lazy("Name")),
    ("investment", lazy("Smallest investment first")),
    ("members", lazy("Fewest members first")),
    ("jobs", lazy("Most jobs first")),
    ("evidence", lazy("Best sourced first")),
)


class FilterForm(forms.Form):
    """Filters of the list; what cannot be read is said beside its field, and the others hold."""

    q = forms.CharField(required=False)
    sector = forms.CharField(required=False)
    audience = forms.MultipleChoiceField(required=False, choices=AUDIENCES)
    place = forms.ChoiceField(required=False, choices=[("", ""), *PLACES])
    category = forms.ChoiceField(required=False, choices=[("", ""), *CATEGORIES])
    investment = forms.FloatField(required=False, min_value=0, max_value=1e12)
    members = forms.FloatField(required=False, min_value=0, max_value=1e6)
    jobs = forms.FloatField(required=False, min_value=0, max_value=1e6)
    evidence = forms.FloatField(required=False, min_value=0, max_value=100)
    sort = forms.ChoiceField(required=False, choices=SORTS)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in ("investment", "members", "jobs", "evidence"):
            field = self.fields[name]
            field.error_messages["invalid"] = _("Write a number in digits, for example 200000.")
            field.error_messages["min_value"] = _("Write a number from 0 up.")

    def clean_q(self) -> str:
        """Without control characters, at most 200 characters."""
        told = "".join(c if c.isprintable() else " " for c in self.cleaned_data["q"])
        return " ".join(told.split())[:LONGEST_QUESTION]

    def chosen(self) -> dict[str, Any]:
        """The filters in force: those that were filled in and could be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None, [])}
