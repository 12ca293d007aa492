"""What is asked of a group, one question a screen. Commands check again; a form keeps what was typed."""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from twiza.accounts.commands import Refused
from twiza.bank.models import Sector
from twiza.projects import consent, identity
from twiza.projects.models import Contribution, Founder, Office, Project, Stage

NO_NAME = lazy("A project needs a name: two or three words that your neighbours understand.")
SORTS = ("moved", "-moved", "name", "-name", "begun", "-begun", "people", "-people")


def _auto(**attributes: str) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", **attributes})


def _ltr(**attributes: str) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "ltr", **attributes})


def _day(**attributes: str) -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", **attributes}, format="%Y-%m-%d")


def _area(rows: int = 6) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class GroupForm(forms.Form):
    """A form on something that several people edit: it carries the version that was seen, and a key of its own."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    once = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    private: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        initial = kwargs.setdefault("initial", {})
        initial.setdefault("once", secrets.token_urlsafe(12))
        super().__init__(*args, **kwargs)
        for name in self.private:
            self.fields[name].widget.attrs["data-private"] = "true"

    @property
    def seen(self) -> int | None:
        """The version that the person saw when she began to type."""
        value: int | None = self.cleaned_data["version"]
        return value

    @property
    def once_key(self) -> str:
        """Makes the same form sent twice count once."""
        return str(self.cleaned_data["once"])

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered, without the fields that are not questions."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version", "once"}}


class _ByName(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of several things that have a name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class _PersonName(forms.CharField):
    """The name of somebody whom another writes down."""

    def __init__(self, **kwargs: Any) -> None:
        wanted = lazy("Write her name as it stands on her identity card.")
        super().__init__(
            max_length=150, widget=_auto(autocomplete="off"), error_messages={"required": wanted}, **kwargs
        )


class StartForm(forms.Form):
    """One click on the page of an opportunity."""

    territory = forms.CharField(max_length=40)
    model = forms.CharField(max_length=80)


class PlaceForm(forms.Form):
    """Where the group lives: a name, as people write it."""

    q = forms.CharField(max_length=200, required=False)


class IdeaForm(GroupForm):
    """An idea of one's own."""

    idea = forms.CharField(
        label=lazy("What do you want to do together?"), max_length=4000, widget=_area(),
        help_text=lazy("What you would make or offer, for whom, and what you have already."),
        error_messages={"required": lazy("Say in a few words what you want to do together.")},
    )  # fmt: skip
    sector = _ByName(
        Sector.objects.none(), label=lazy("Which kind of work is nearest to it?"), required=False, to_field_name="key",
        empty_label=lazy("I do not know"),
    )  # fmt: skip
    name = forms.CharField(
        label=lazy("What do you call it?"), max_length=120, required=False, widget=_auto(),
        help_text=lazy("You can find a name later."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sector"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Sector.objects.filter(retired=False)


class DescribeForm(GroupForm):
    """Name and words of a project."""

    name = forms.CharField(
        label=lazy("Name of the project"), max_length=120, widget=_auto(),
        help_text=lazy("Two or three words that your neighbours understand. The cooperative's legal name comes later."),
        error_messages={"required": NO_NAME},
    )  # fmt: skip
    idea = forms.CharField(
        label=lazy("What do you want to do together?"), max_length=4000, required=False, widget=_area()
    )


class AddFounderForm(GroupForm):
    """Somebody without a phone is written down by another, after the text was read to her."""

    name = _PersonName(label=lazy("Her name"), help_text=lazy("As it stands on her identity card."))
    shares = forms.IntegerField(
        label=lazy("How many shares does she take?"), min_value=0, max_value=1_000_000, required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}), help_text=lazy("Leave it empty if it is still open."),
    )  # fmt: skip
    consent_how = forms.ChoiceField(
        label=lazy("How did she agree to the text above?"), widget=forms.RadioSelect,
        error_messages={"required": lazy("Read the text to her, and say how she agreed.")},
    )  # fmt: skip

    def __init__(self, *args: Any, myself: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = consent.how_words()
        chosen = [consent.SELF] if myself else [consent.SPOKEN, consent.PAPER]
        field = self.fields["consent_how"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one, words[one]) for one in chosen]
        if myself:
            self.fields["name"].label = _("Your name")
            self.fields["name"].help_text = _("As it stands on your identity card.")
            self.fields["shares"].label = _("How many shares do you take?")
            field.choices = [(consent.SELF, _("I have read the text above, and I agree."))]
            field.label = _("Do you agree?")


class FounderNameForm(GroupForm):
    """How somebody is called."""

    name = _PersonName(label=lazy("Name"), help_text=lazy("As it stands on the identity card."))
    name_latin = forms.CharField(
        label=lazy("The same name in Latin letters"), max_length=150, required=False, widget=_ltr(autocomplete="off"),
        help_text=lazy("Some papers ask for both."),
    )  # fmt: skip


class FounderIdentityForm(GroupForm):
    """What papers say of a person."""

    private = ("national_id",)
    gender = forms.ChoiceField(
        label=lazy("Woman or man"), required=False, widget=forms.RadioSelect,
        choices=[("f", lazy("Woman")), ("m", lazy("Man"))],
    )  # fmt: skip
    born_on = forms.DateField(label=lazy("Date of birth"), required=False, widget=_day())
    national_id = forms.CharField(
        label=lazy("Number of the identity card"), max_length=30, required=False,
        widget=_ltr(autocomplete="off", spellcheck="false"),
    )  # fmt: skip

    def __init__(self, *args: Any, held: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        why = _("The papers must name it. It is kept sealed; the group sees its last three signs.")
        kept = _("We hold %(number)s. Write the whole number only to change it.") % {"number": identity.masked(held)}
        self.fields["national_id"].help_text = kept if held else why

    def clean_born_on(self) -> datetime.date | None:
        """A day that has passed; the command says the same to whoever comes without this form."""
        day: datetime.date | None = self.cleaned_data["born_on"]
        if day and day >= timezone.localdate():
            raise forms.ValidationError(_("The date of birth lies in the future. Check day, month and year."))
        return day

    @property
    def answers(self) -> dict[str, Any]:
        """An empty number means: as it was."""
        given = super().answers
        return {name: value for name, value in given.items() if name != "national_id" or value}


class FounderReachForm(GroupForm):
    """Where somebody lives and how she is reached."""

    private = ("phone", "address")
    phone = forms.CharField(
        label=lazy("Phone"), max_length=40, required=False, widget=_ltr(type="tel", inputmode="tel", autocomplete="off")
    )
    address = forms.CharField(label=lazy("Address"), max_length=300, required=False, widget=_area(rows=3))
    profession = forms.CharField(label=lazy("Profession"), max_length=120, required=False, widget=_auto())

    def clean_phone(self) -> str:
        """The number in the form in which it is kept."""
        try:
            return identity.phone(self.cleaned_data["phone"])
        except Refused as error:
            raise forms.ValidationError(str(error)) from error


class FounderOfficeForm(GroupForm):
    """What somebody is for the group."""

    office = forms.ChoiceField(
        label=lazy("What is she for the group?"), choices=Office.choices, widget=forms.RadioSelect
    )
    edits = forms.BooleanField(
        label=lazy("May change what the group shares: shares, money, tasks, papers"), required=False
    )


class FounderSharesForm(GroupForm):
    """How many shares somebody takes."""

    shares = forms.IntegerField(
        label=lazy("Number of shares"), min_value=0, max_value=1_000_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": lazy("Write a whole number; 0 if it is still open.")},
    )  # fmt: skip


class SendForm(GroupForm):
    """To whom an invitation goes."""

    private = ("to",)
    to = forms.CharField(
        label=lazy("Her phone number or e-mail"), max_length=254, widget=_ltr(autocomplete="off"),
        error_messages={"required": lazy("Write a phone number or an e-mail address.")},
    )  # fmt: skip


class JoinForm(GroupForm):
    """Somebody comes in."""

    name = forms.CharField(
        label=lazy("Your name"), max_length=150, widget=_auto(autocomplete="name"),
        help_text=lazy("As it stands on your identity card."),
        error_messages={"required": lazy("Write your name as it stands on your identity card.")},
    )  # fmt: skip
    agree = forms.BooleanField(
        label=lazy("I have read the text above, and I agree."),
        error_messages={"required": lazy("You can come in only if you agree to the text. Ask whoever invited you.")},
    )


class AgreeForm(GroupForm):
    """The present text of consent, for somebody who is in the group already."""

    consent_how = forms.ChoiceField(label=lazy("How did she agree?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, myself: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = consent.how_words()
        field = self.fields["consent_how"]
        assert isinstance(field, forms.ChoiceField)
        if myself:
            field.label, field.choices = (
                _("Do you agree?"),
                [(consent.SELF, _("I have read the text above, and I agree."))],
            )
        else:
            field.choices = [(one, words[one]) for one in (consent.SPOKEN, consent.PAPER)]


class ShareValueForm(GroupForm):
    """What a share costs."""

    share_value = forms.DecimalField(
        label=lazy("What does one share cost?"), min_value=0, max_digits=12, decimal_places=2, localize=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}),
        help_text=lazy("The same for everybody. The law may set a least value: the papers will say so."),
        error_messages={"required": lazy("Write an amount above zero, in digits.")},
    )  # fmt: skip


class ContributionForm(GroupForm):
    """Something that a founder brings."""

    founder = _ByName(Founder.objects.none(), label=lazy("Who brings it?"), to_field_name="public_id")
    kind = forms.ChoiceField(label=lazy("What kind of thing is it?"), choices=Contribution.Kind.choices)
    text = forms.CharField(
        label=lazy("What is it?"), max_length=200, required=False, widget=_auto(),
        help_text=lazy("For a thing or for work: a field, a machine, so many days."),
    )  # fmt: skip
    value = forms.DecimalField(
        label=lazy("Its value"), min_value=0, max_digits=12, decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}),
        error_messages={"required": lazy("Write an amount above zero, in digits.")},
    )  # fmt: skip
    for_shares = forms.BooleanField(label=lazy("It pays shares"), required=False)
    valued_by = forms.CharField(
        label=lazy("Who put the value on it?"), max_length=150, required=False, widget=_auto(),
        help_text=lazy("For a thing: an expert, or the group together."),
    )  # fmt: skip
    due_on = forms.DateField(label=lazy("Until when"), required=False, widget=_day())
    received_on = forms.DateField(label=lazy("Received on"), required=False, widget=_day())

    def __init__(self, *args: Any, project: Project, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if new:
            del self.fields["received_on"]
            field = self.fields["founder"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = project.founders.present()
        else:
            del self.fields["founder"]


class TaskForm(GroupForm):
    """Something to do."""

    text = forms.CharField(
        label=lazy("What is to be done?"), max_length=200, widget=_auto(),
        error_messages={"required": lazy("Say what is to be done.")},
    )  # fmt: skip
    who = _ByName(
        Founder.objects.none(), label=lazy("Who does it?"), required=False, to_field_name="public_id",
        empty_label=lazy("Still open"),
    )  # fmt: skip
    due_on = forms.DateField(label=lazy("Until when"), required=False, widget=_day())

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["who"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = project.founders.present()


class NoteForm(GroupForm):
    """Something to remember."""

    text = forms.CharField(
        label=lazy("Note"), max_length=4000, widget=_area(),
        error_messages={"required": lazy("The note is empty. Write what you want to remember.")},
    )  # fmt: skip


class FileForm(GroupForm):
    """A file of the group."""

    file = forms.FileField(
        label=lazy("Picture or PDF"), help_text=lazy("JPEG, PNG, WebP or PDF, 12 MB at most."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
        error_messages={
            "required": lazy("Choose a file first."),
            "empty": lazy("This file is empty. Choose another one."),
        },
    )  # fmt: skip
    label = forms.CharField(label=lazy("What is on it?"), max_length=120, required=False, widget=_auto())


class SureForm(GroupForm):
    """Something that one should be asked twice."""


class OverviewForm(forms.Form):
    """The filters of an advisor's list. What cannot be read asks for nothing."""

    q = forms.CharField(label=lazy("Name"), required=False, max_length=100)
    stage = forms.ChoiceField(label=lazy("How far"), required=False, choices=[("", lazy("All")), *Stage.choices])
    still = forms.BooleanField(label=lazy("Nobody has moved for 30 days"), required=False)
    sort = forms.ChoiceField(required=False, choices=[(one, one) for one in SORTS])

    def chosen(self) -> dict[str, Any]:
        """The filters that could be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
