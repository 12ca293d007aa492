"""What an administrator is asked when she gives a role or makes an organisation known."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from twiza.accounts import queries
from twiza.accounts.forms import AddressField
from twiza.accounts.models import Organisation, Role
from twiza.territories.models import Territory


class RoleForm(forms.Form):
    """Who, which role, and for which organisation if for one alone."""

    address = AddressField(label=_("Phone number or e-mail of the person"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.ADVISOR)
    organisation = forms.ModelChoiceField(
        label=_("For one organisation alone"), queryset=Organisation.objects.none(), required=False,
        empty_label=_("for no particular one"),
    )  # fmt: skip

    def __init__(self, *args: Any, place: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = queries.organisations_in(place)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A manager manages one cooperative; said before the second look."""
        chosen = super().clean() or {}
        body: Organisation | None = chosen.get("organisation")
        is_cooperative = body is not None and body.kind == Organisation.Kind.COOPERATIVE
        if chosen.get("role") == Role.COOPERATIVE_MANAGER and not is_cooperative:
            self.add_error("organisation", gettext("A manager manages one cooperative. Choose which."))
        return chosen

    def told(self) -> dict[str, str]:
        """What was chosen, in words."""
        chosen = self.cleaned_data
        return {
            "address": chosen["address"],
            "role": str(Role(chosen["role"]).label),
            "organisation": str(chosen["organisation"] or ""),
        }


class OrganisationForm(forms.Form):
    """A body that people act for."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=200)
    kind = forms.ChoiceField(label=_("What it is"), choices=Organisation.Kind.choices)
