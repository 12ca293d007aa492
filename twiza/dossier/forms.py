"""What is typed on the pages of a dossier."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.dossier.drawing import drawn
from twiza.dossier.models import Filing
from twiza.dossier.rules import OFFICES
from twiza.projects.models import Founder


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def photo(label: object, *, required: bool = True, help_text: object = "", capture: bool = True) -> forms.FileField:
    """A photo, by the phone's camera where there is one."""
    attributes = {"accept": "image/*", **({"capture": "environment"} if capture else {})}
    widget = forms.FileInput(attrs=attributes)
    return forms.FileField(label=label, required=required, help_text=help_text, widget=widget)  # type: ignore[arg-type]


class StepForm(forms.Form):
    """A step was done: when, with which receipt, for how much."""

    on = forms.DateField(label=_("On which day was it done?"), widget=DayInput())
    reference = forms.CharField(label=_("Number of the receipt"), max_length=120, required=False)
    paid = forms.DecimalField(
        label=_("What it cost you"), required=False, min_value=Decimal(0), max_digits=12, decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    proof = forms.FileField(
        label=_("Photo or PDF of the receipt"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
    )  # fmt: skip

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["on"].initial = timezone.localdate


class SignForm(forms.Form):
    """A drawn signature, or a photo of one, and the code."""

    code = forms.CharField(
        label=_("The six digits that we sent you"), max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr"}),
    )  # fmt: skip
    drawing = forms.CharField(required=False, widget=forms.HiddenInput)
    picture = photo(
        _("Or a photo of your signature"), required=False, help_text=_("Sign on white paper and take a photo of it.")
    )
    read = forms.BooleanField(label=_("I have read these papers, or they were read to me, and I agree."))

    def clean(self) -> dict[str, Any]:
        """One of drawing and photo."""
        told: dict[str, Any] = super().clean() or {}
        told["image"] = told.get("picture") or drawn(told.get("drawing") or "")
        if told["image"] is None:
            self.add_error("picture", _("Draw your signature above, or send a photo of it."))
        return told


class PaperSignatureForm(forms.Form):
    """A signature with a pen: the photo shows the signed page."""

    photo = photo(_("Photo of the signed page"))


class ThumbprintForm(forms.Form):
    """A thumbprint before two witnesses."""

    photo = photo(_("Photo of the page with the thumbprint"))
    first_name = forms.CharField(label=_("Name of the first witness"), max_length=150)
    first_id = forms.CharField(label=_("Identity number of the first witness"), max_length=40)
    second_name = forms.CharField(label=_("Name of the second witness"), max_length=150)
    second_id = forms.CharField(label=_("Identity number of the second witness"), max_length=40)


class ConvokeForm(forms.Form):
    """When and where the assembly meets, and what it decides."""

    day = forms.DateField(label=_("On which day?"), widget=DayInput())
    hour = forms.TimeField(label=_("At what hour?"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    place = forms.CharField(label=_("Where?"), max_length=200)
    agenda = forms.CharField(
        label=_("What will be decided?"), help_text=_("One matter a line."), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )  # fmt: skip

    @property
    def held_at(self) -> datetime.datetime:
        """Day and hour in the site's zone."""
        told = self.cleaned_data
        return timezone.make_aware(datetime.datetime.combine(told["day"], told["hour"]))


class OpenForm(forms.Form):
    """Who chairs and who writes."""

    chair = forms.ModelChoiceField(label=_("Who chairs?"), queryset=Founder.objects.none())
    secretary = forms.ModelChoiceField(label=_("Who writes the minutes?"), queryset=Founder.objects.none())

    def __init__(self, *given: Any, project_id: int, **named: Any) -> None:
        super().__init__(*given, **named)
        for name in ("chair", "secretary"):
            self.fields[name].queryset = Founder.objects.present().filter(project=project_id)  # type: ignore[attr-defined]


KINDS = (
    ("statutes", _("The statutes are adopted")),
    ("board", _("Somebody is elected")),
    ("valuation", _("The value of contributions in kind is accepted")),
    ("other", _("Something else")),
)


class VoteForm(forms.Form):
    """One decision and the voices counted."""

    kind = forms.ChoiceField(label=_("What is decided?"), choices=KINDS)
    text = forms.CharField(
        label=_("In words"), max_length=500, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    elected = forms.ModelChoiceField(label=_("Who is elected?"), queryset=Founder.objects.none(), required=False)
    office = forms.ChoiceField(label=_("To which office?"), choices=[("", "—"), *OFFICES.items()], required=False)
    votes_for = forms.IntegerField(label=pgettext_lazy("votes", "For"), min_value=0, max_value=10_000)
    votes_against = forms.IntegerField(
        label=pgettext_lazy("votes", "Against"), min_value=0, max_value=10_000, initial=0
    )
    abstained = forms.IntegerField(label=pgettext_lazy("votes", "Abstaining"), min_value=0, max_value=10_000, initial=0)

    def __init__(self, *given: Any, project_id: int, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["elected"].queryset = Founder.objects.present().filter(project=project_id)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An election names a person and an office; another decision names itself."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("kind") == "board":
            if not told.get("elected"):
                self.add_error("elected", _("Choose who is elected."))
            if not told.get("office"):
                self.add_error("office", _("Choose the office."))
            told["text"] = told.get("text") or str(OFFICES.get(told.get("office") or "member", ""))
        else:
            told["elected"], told["office"] = None, ""
            told["text"] = told.get("text") or str(dict(KINDS)[told.get("kind") or "other"])
        return told


class FileForm(forms.Form):
    """How the dossier is handed in."""

    way = forms.ChoiceField(label=_("How do you hand it in?"), choices=Filing.Way.choices, widget=forms.RadioSelect)
    receipt_number = forms.CharField(label=_("Number of the receipt"), max_length=80, required=False)
    filed_on = forms.DateField(label=_("On which day?"), required=False, widget=DayInput())
    receipt = photo(_("Photo of the receipt"), required=False)

    def clean(self) -> dict[str, Any]:
        """On paper a receipt is needed."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("way") == Filing.Way.PAPER and not told.get("receipt_number"):
            self.add_error("receipt_number", _("Write the number of the receipt that the counter gave you."))
        return told

    def given(self) -> dict[str, Any]:
        """What the commands take."""
        told, day = self.cleaned_data, self.cleaned_data["filed_on"]
        noon = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12))) if day else None
        on_paper = told["way"] == Filing.Way.PAPER
        return {
            "way": told["way"],
            "receipt_number": told["receipt_number"] if on_paper else "",
            "receipt": told["receipt"] if on_paper else None,
            "filed_at": min(noon, timezone.now()) if noon and on_paper and day <= timezone.localdate() else None,
        }


def letter(label: object, *, required: bool = False) -> forms.FileField:
    """A paper of the authority, as a photo or a scan."""
    widget = forms.FileInput(attrs={"accept": "image/*,application/pdf"})
    return forms.FileField(label=label, required=required, widget=widget)  # type: ignore[arg-type]


class AcceptedForm(forms.Form):
    """The authority registered the cooperative, on paper."""

    number = forms.CharField(label=_("Registration number"), max_length=60)
    on = forms.DateField(label=_("On which day?"), widget=DayInput())
    certificate = letter(_("Photo or scan of the certificate"), required=True)


class RefusedForm(forms.Form):
    """The authority refused, on paper."""

    words = forms.CharField(
        label=_("Why? Write what stands on the letter."), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )  # fmt: skip
    on = forms.DateField(label=_("On which day?"), widget=DayInput())
    letter = letter(_("Photo or scan of the letter"))


DEFECT_LINES, SHOWN_AT_ONCE = 8, 2


class ReturnedForm(forms.Form):
    """The authority returned it, on paper: what is to be mended, each with what it is about."""

    on = forms.DateField(label=_("On which day?"), widget=DayInput())
    letter = letter(_("Photo or scan of the letter"))

    def __init__(self, *given: Any, known: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        for place in range(1, DEFECT_LINES + 1):
            about, text = _("Defect %(n)s: what is it about?"), _("Defect %(n)s: what is to be mended?")
            self.fields[f"about_{place}"] = forms.ChoiceField(
                label=about % {"n": place}, choices=[("", "—"), *known], required=False
            )
            self.fields[f"text_{place}"] = forms.CharField(
                label=text % {"n": place}, max_length=500, required=False,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )  # fmt: skip
        self.order_fields([*(name for name in self.fields if "_" in name), "on", "letter"])

    @property
    def at_once(self) -> list[forms.BoundField]:
        """What most letters need: few defects, the day, the letter."""
        return [one for one in self if one not in self.further]

    @property
    def further(self) -> list[forms.BoundField]:
        """Room for more defects, behind one line."""
        names = [f"{half}_{n}" for n in range(SHOWN_AT_ONCE + 1, DEFECT_LINES + 1) for half in ("about", "text")]
        return [self[name] for name in names]

    @property
    def further_used(self) -> bool:
        """Whether something stands there."""
        return any(one.value() or one.errors for one in self.further)

    def clean(self) -> dict[str, Any]:
        """A defect has both of its halves, and there is one at least."""
        told: dict[str, Any] = super().clean() or {}
        pairs = [(told.get(f"about_{n}"), told.get(f"text_{n}"), n) for n in range(1, DEFECT_LINES + 1)]
        for about, text, n in pairs:
            if text and not about:
                self.add_error(f"about_{n}", _("Choose what it is about."))
            if about and not text:
                self.add_error(f"text_{n}", _("Write what is to be mended."))
        told["defects"] = [(about, text) for about, text, _n in pairs if about and text]
        if not told["defects"] and not self.errors:
            self.add_error("text_1", _("Write one defect at least, as it stands on the letter."))
        return told


class MendForm(forms.Form):
    """How a defect was mended."""

    answer = forms.CharField(
        label=_("How did you mend it?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )


class AcceptForm(forms.Form):
    """The number under which the cooperative is registered."""

    number = forms.CharField(label=_("Registration number"), max_length=60)


class RefuseForm(forms.Form):
    """Why a dossier is refused."""

    words = forms.CharField(
        label=_("Why, and on which article"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )


SORTS = ("filed_at", "-filed_at", "name", "-name", "place", "-place", "days", "-days")


class DeskForm(forms.Form):
    """What an officer looks for on the desk."""

    q = forms.CharField(required=False, max_length=100, label=_("Name or place"))
    state = forms.ChoiceField(
        required=False, label=_("State"),
        choices=[("", _("On the desk")), ("returned", _("Returned with defects")), ("accepted", _("Accepted")),
                 ("refused", _("Refused")), ("withdrawn", _("Withdrawn by the group")),
                 ("told", _("Told by the group, to be confirmed")), ("all", _("All"))],
    )  # fmt: skip
    way = forms.ChoiceField(
        required=False, label=_("How it was handed in"), choices=[("", _("Either way")), *Filing.Way.choices]
    )
    sort = forms.ChoiceField(required=False, choices=[("", ""), *((one, one) for one in SORTS)])

    def chosen(self) -> dict[str, str]:
        """What could be read of the filters."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}


def presences(data: QueryDict, founders: list[Founder]) -> dict[Founder, Founder | None]:
    """Who is here: ``here-ID`` is ``self``, another founder's id, or nothing for somebody absent."""
    by_id = {str(one.public_id): one for one in founders}
    found: dict[Founder, Founder | None] = {}
    for key, founder in by_id.items():
        told = data.get(f"here-{key}", "")
        if told == "self":
            found[founder] = None
        elif told in by_id and told != key:
            found[founder] = by_id[told]
    return found
