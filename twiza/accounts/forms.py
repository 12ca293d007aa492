"""What is asked of people who sign in, and of the journal."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, SetPasswordForm
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from twiza.accounts import addresses, arrivals
from twiza.accounts.models import User
from twiza.journal.queries import Sought

GOOD_PASSWORD = _("At least 12 characters. Four words that you remember are better than one that is hard.")


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


class AddressField(forms.CharField):
    """A phone number or an e-mail, however it is written."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Your phone number or e-mail"))
        kwargs.setdefault("max_length", addresses.LONGEST)
        # Numbers and e-mails run from left to right on every page.
        widget = forms.TextInput(attrs={"dir": "ltr", "autocomplete": "username", "spellcheck": "false"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return addresses.read(text) if text else ""


class AddressForm(forms.Form):
    """The one question at the door."""

    address = AddressField()


class CodeForm(forms.Form):
    """The code that was sent. What is no code at all is wrong, not malformed: it counts as a try."""

    code = forms.CharField(
        label=_("The code of six digits"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr"}),
    )


class WelcomeForm(forms.Form):
    """What a new person is asked: how she is called, and whether she agrees."""

    name = forms.CharField(
        label=_("Your name, as your group knows you"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    agree = forms.BooleanField(
        label=_("I agree"), error_messages={"required": _("We may keep your address only if you agree to it.")}
    )


class NameForm(forms.Form):
    """How one is called."""

    name = forms.CharField(
        label=_("Name"), max_length=150, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


class SignInForm(LoginForm):  # type: ignore[misc]
    """Sign-in by password, with either address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressField()
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.order_fields(["login", "password"])

    def user_credentials(self) -> dict[str, str]:
        """``email`` is allauth's name for the address, whichever it is."""
        return {"email": self.cleaned_data["login"], "password": self.cleaned_data["password"]}

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """allauth sets the length of the session last; ours is longer or shorter by who she is."""
        answer: HttpResponse = super().login(request, redirect_url)
        if isinstance(request.user, User):
            arrivals.settle(request, request.user)
        return answer


class PasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """allauth's form with its list of prohibitions in one sentence that helps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = GOOD_PASSWORD


class NewPasswordForm(SetPasswordForm):  # type: ignore[misc]
    """A first password, or another after the old one was forgotten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = GOOD_PASSWORD
