"""What people choose in the list of cooperatives, and what those in charge write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from twiza.accounts.commands import Refused
from twiza.bank.models import ProjectModel, Sector
from twiza.registry.models import Cooperative, Status
from twiza.registry.publishing import CONTACTS, contacts
from twiza.territories.models import Territory

LONGEST_QUESTION = 200
SORTS = (
    ("", lazy("Name")),
    ("newest", lazy("Newest first")),
    ("oldest", lazy("Oldest first")),
    ("place", lazy("Place")),
    ("members", lazy("Most members first")),
)


class FilterForm(forms.Form):
    """Filters of the list; one that cannot be read is left out and the others hold."""

    q = forms.CharField(required=False)
    territory = forms.CharField(required=False, max_length=40)
    sector = forms.CharField(required=False, max_length=80)
    model = forms.CharField(required=False, max_length=80)
    status = forms.ChoiceField(required=False, choices=[("", ""), *Status.choices])
    year = forms.IntegerField(required=False, min_value=1800, max_value=2200)
    sort = forms.ChoiceField(required=False, choices=SORTS)

    def clean_q(self) -> str:
        """Without control characters, at most 200 characters."""
        told = "".join(c if c.isprintable() else " " for c in self.cleaned_data["q"])
        return " ".join(told.split())[:LONGEST_QUESTION]

    def chosen(self) -> dict[str, Any]:
        """The filters in force."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


class _VersionedForm(forms.Form):
    """A form that several people may have open: it knows which version it was filled from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=True)

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.differences: list[tuple[str, str, str]] = []

    def show_change(self, now: Mapping[str, Any]) -> None:
        """Set what stands there *now*, by field, beside what was typed; saving again then counts as having seen it."""
        for name, field in self.fields.items():
            typed = self.data.get(name, "")
            there = "" if now[name] is None else str(now[name])
            if name != "version" and typed.split() != there.split():
                self.differences.append((str(field.label), _in_words(field, there), _in_words(field, typed)))
        self.data = {**self.data.dict(), "version": str(now["version"])}  # type: ignore[attr-defined]
        self.add_error(
            None, _("Somebody changed this meanwhile. Nothing of theirs was overwritten: compare, and save again.")
        )


def _in_words(field: forms.Field, told: str) -> str:
    """What the field shows for the value *told*: its words where one chooses among some, else the value."""
    choices = getattr(field, "choices", ())
    return next((str(label) for value, label in choices if str(value) == told), told)


class PublishForm(_VersionedForm):
    """What a cooperative says of itself."""

    products = forms.CharField(
        label=lazy("What it offers"),
        help_text=lazy("One product or service on each line"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    phone = forms.CharField(
        label=lazy("Telephone"), required=False, max_length=40, widget=forms.TextInput({"dir": "ltr", "type": "tel"})
    )
    email = forms.CharField(
        label=lazy("E-mail"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"dir": "ltr", "inputmode": "email"}),
    )
    website = forms.CharField(
        label=lazy("Web page"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"dir": "ltr", "inputmode": "url"}),
    )
    address = forms.CharField(
        label=lazy("Address"), required=False, max_length=200, widget=forms.TextInput({"dir": "auto"})
    )

    @classmethod
    def of(cls, cooperative: Cooperative) -> dict[str, Any]:
        """What is published today."""
        told = {kind: cooperative.contacts.get(kind, "") for kind in CONTACTS}
        return {"version": cooperative.version, "products": "\n".join(cooperative.products), **told}

    def _told(self, kind: str) -> str:
        """What the command would keep of *kind*; what it refuses is said beside its field."""
        try:
            return contacts({kind: self.cleaned_data[kind]}).get(kind, "")
        except Refused as error:
            raise forms.ValidationError(str(error)) from error

    def clean_phone(self) -> str:
        """A number that can be dialled."""
        return self._told("phone")

    def clean_email(self) -> str:
        """An address that can be written to."""
        return self._told("email")

    def clean_website(self) -> str:
        """An address that can be opened."""
        return self._told("website")

    def products_told(self) -> list[str]:
        """One name for each line."""
        return str(self.cleaned_data["products"]).splitlines()

    def contacts_told(self) -> dict[str, str]:
        """The contacts by kind."""
        return {kind: self.cleaned_data[kind] for kind in CONTACTS}


class CorrectForm(_VersionedForm):
    """What the authority may put right."""

    name_ar = forms.CharField(label=lazy("Name in Arabic"), max_length=200, widget=forms.TextInput({"dir": "auto"}))
    name_latin = forms.CharField(
        label=lazy("Name in Latin letters"), max_length=200, required=False, widget=forms.TextInput({"dir": "auto"})
    )
    number = forms.CharField(
        label=lazy("Number in the register"), max_length=60, required=False, widget=forms.TextInput({"dir": "auto"})
    )
    registered_on = forms.DateField(
        label=lazy("Registered on"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    status = forms.ChoiceField(label=lazy("Status"), choices=Status.choices)
    territory = forms.CharField(
        label=lazy("Code of its place"),
        help_text=lazy("The official code of the territory, as its page shows it"),
        max_length=40,
        widget=forms.TextInput({"dir": "ltr"}),
    )
    activity = forms.CharField(
        label=lazy("Activity"), max_length=300, required=False, widget=forms.TextInput({"dir": "auto"})
    )
    sector = forms.ModelChoiceField(
        label=lazy("Sector"), required=False, queryset=Sector.objects.filter(retired=False), to_field_name="key"
    )
    project_model = forms.ModelChoiceField(
        label=lazy("Project model"), required=False, queryset=ProjectModel.objects.current(), to_field_name="key"
    )
    capital = forms.DecimalField(label=lazy("Capital"), required=False, min_value=0, max_digits=14, decimal_places=2)
    share_value = forms.DecimalField(
        label=lazy("Value of a share"), required=False, min_value=0, max_digits=12, decimal_places=2
    )
    members_count = forms.IntegerField(label=lazy("Members"), required=False, min_value=0, max_value=1_000_000)
    women_count = forms.IntegerField(label=lazy("of whom women"), required=False, min_value=0, max_value=1_000_000)

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        for name in ("sector", "project_model"):
            self.fields[name].label_from_instance = lambda row: row.name  # type: ignore[attr-defined]
            self.fields[name].empty_label = _("not known")  # type: ignore[attr-defined]

    @classmethod
    def of(cls, cooperative: Cooperative) -> dict[str, Any]:
        """What stands there today."""
        held = {name: getattr(cooperative, name) for name in cls.base_fields}
        for name, attribute in (("territory", "code"), ("sector", "key"), ("project_model", "key")):
            held[name] = getattr(held[name], attribute) if held[name] else None
        return held

    def clean_territory(self) -> Territory:
        """The place of that code."""
        code = self.cleaned_data["territory"].strip()
        found = Territory.objects.current().filter(code=code).first()
        if found is None:
            raise forms.ValidationError(
                _("No place has the code %(code)s. Look it up on the page of the place.") % {"code": code}
            )
        return found

    def clean(self) -> dict[str, Any]:
        """Women are members."""
        data = super().clean() or self.cleaned_data
        women, members = data.get("women_count"), data.get("members_count")
        if women is not None and members is not None and women > members:
            self.add_error("women_count", _("There cannot be more women than members."))
        return data
