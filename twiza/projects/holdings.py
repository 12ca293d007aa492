"""What projects keep of a person: her place in groups, and what she wrote there."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from twiza.accounts.models import User
from twiza.accounts.privacy.holdings import Datum, Holding, register
from twiza.projects.commands import shared
from twiza.projects.consent import PAPER, SELF, SPOKEN
from twiza.projects.models import Contribution, Founder, Note, Office, Stage

KEPT_FROM = frozenset({Stage.FILED, Stage.REGISTERED})
"""From here on an authority has decided, or will, on what the file says."""


def _collect(user: User) -> list[dict[str, Any]]:
    places = user.founderships.select_related("project__territory").prefetch_related("contributions").order_by("pk")
    return [_told(founder, user) for founder in places]


def _told(founder: Founder, user: User) -> dict[str, Any]:
    project = founder.project
    return {
        "project": project.name,
        "territory": project.territory.code,
        "place": str(project.territory.name),
        "stage": project.stage,
        "name": founder.name,
        "name_latin": founder.name_latin,
        "gender": founder.gender,
        "born_on": founder.born_on.isoformat() if founder.born_on else None,
        "national_id": founder.national_id,
        "address": founder.address,
        "profession": founder.profession,
        "phone": founder.phone,
        "office": founder.office,
        "shares": founder.shares,
        "consent": {"version": founder.consent_version, "how": founder.consent_how},
        "contributions": [
            {"kind": one.kind, "text": one.text, "value": str(one.value)} for one in founder.contributions.all()
        ],
        "notes": list(Note.objects.filter(project=project, made_by=user.actor).values_list("text", flat=True)),
        "joined_at": founder.joined_at.isoformat(),
        "left_at": founder.left_at.isoformat() if founder.left_at else None,
    }


def _erase(user: User) -> list[str]:
    kept = []
    for founder in user.founderships.select_related("project").order_by("pk"):
        if founder.project.stage in KEPT_FROM:
            sentence = _("Your place in “%(project)s”: its file was handed to the authority, which must keep it.")
            kept.append(sentence % {"project": founder.project.name})
        else:
            _forget(shared.locked(founder))
    return kept


def _forget(founder: Founder) -> None:
    """Take her off the list if she is on it, and leave nothing that says who she was."""
    was_present = founder.left_at is None
    founder.left_at = founder.left_at or timezone.now()
    founder.name, founder.name_latin = _("A former founder"), ""
    founder.gender = founder.profession = founder.national_id = founder.address = founder.phone = ""
    founder.national_id_print = founder.phone_print = ""
    founder.born_on = None
    founder.user = None
    founder.version += 1
    founder.save()
    shared.note(
        founder.project, "founder.forgotten", "command-line", founder=str(founder.public_id),
        before={"kept": True}, after={"kept": False},
    )  # fmt: skip
    if was_present:
        shared.tell(founder.project, "founders", "shares", "capital")


HOW_AGREED = {
    SELF: lazy("agreed herself, on her own screen"),
    SPOKEN: lazy("agreed aloud, after the text was read to her"),
    PAPER: lazy("signed the text on paper"),
}
WORDS: dict[str, str | Promise] = {
    "project": lazy("Project"),
    "territory": "",
    "place": lazy("Territory"),
    "stage": lazy("How far"),
    "name": lazy("Name"),
    "name_latin": lazy("Name in Latin letters"),
    "gender": lazy("Woman or man"),
    "born_on": lazy("Date of birth"),
    "national_id": lazy("Number of the identity card"),
    "address": lazy("Address"),
    "profession": lazy("Profession"),
    "phone": lazy("Phone"),
    "office": lazy("Office"),
    "shares": lazy("Shares"),
    "consent": lazy("Consent"),
    "version": lazy("Version of the text"),
    "how": lazy("How it was given"),
    "contributions": lazy("What you bring"),
    "kind": lazy("Kind"),
    "text": lazy("What it is"),
    "value": lazy("Its value"),
    "notes": lazy("Note"),
    "joined_at": lazy("Since"),
    "left_at": lazy("Left on"),
}


DATA = (
    Datum(
        lazy("Name in both scripts, date of birth, trade, address"),
        lazy("the statutes and the list of founders name each founder so"),
        lazy("until you leave, as long as nothing was filed; afterwards as long as the file must be kept"),
        lazy("your group; an advisor of your territory; the authority, once you file"),
    ),
    Datum(
        lazy("Number of the identity card"),
        lazy("the papers name it; encrypted, and never in a list"),
        lazy("until you leave, as long as nothing was filed; afterwards as long as the file must be kept"),
        lazy("you; your group sees its last three signs; the authority, once you file"),
    ),
    Datum(
        lazy("Phone number of a founder without a sign-in"),
        lazy("to reach her, and to notice that the same person was written down twice"),
        lazy("until she leaves, as long as nothing was filed"),
        lazy("your group"),
    ),
    Datum(
        lazy("Shares, what you bring, tasks, notes, files"),
        lazy("the group plans and shares with them"),
        lazy("as long as the project"),
        lazy("your group; an advisor of your territory"),
    ),
    Datum(
        lazy("What you make without a sign-in"),
        lazy("so that you find it again in the same browser"),
        lazy("ninety days after you last touched it"),
        lazy("whoever uses that browser; an advisor of the territory"),
    ),
)
ANSWERS: dict[str, Any] = {
    "stage": dict(Stage.choices), "office": dict(Office.choices), "how": HOW_AGREED,
    "kind": dict(Contribution.Kind.choices), "gender": {"f": lazy("Woman"), "m": lazy("Man")},
}  # fmt: skip
"""What a field may hold, in words."""


def register_holding() -> None:
    """Called once when the application starts."""
    register(Holding("projects", 20, lazy("Your groups"), DATA, _collect, _erase, WORDS, ANSWERS))
