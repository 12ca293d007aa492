"""What is asked of the journal, and a password that is changed."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm
from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.journal.queries import Sought


class JournalForm(forms.Form):
    """The filters of the journal page. What cannot be read as a filter is said, and asks for nothing."""

    action = forms.CharField(label=_("What was done"), required=False, max_length=100)
    actor = forms.CharField(label=_("By whom"), required=False, max_length=100)
    subject = forms.CharField(label=_("About what"), required=False, max_length=180)
    since = forms.DateField(label=_("From"), required=False)
    until = forms.DateField(label=_("To"), required=False)

    def sought(self) -> Sought:
        """The filters that could be read; the others are left out."""
        self.is_valid()
        given: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        return Sought(**given)


class PasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """allauth's form with its list of prohibitions in one sentence that helps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = _(
            "At least 12 characters. Four words that you remember are better than one that is hard."
        )
