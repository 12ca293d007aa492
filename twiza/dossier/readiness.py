"""What a dossier still lacks before it can be filed, each with where to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.dossier import law as laws
from twiza.dossier.composing import wanting
from twiza.dossier.interview import asked, complete
from twiza.dossier.models import Dossier
from twiza.dossier.queries import last_assembly, present_founders, sheets


@dataclass(frozen=True)
class Lack:
    """One thing that is missing. ``room`` is the name of the page that mends it."""

    text: str | Promise
    room: str


def missing(dossier: Dossier) -> list[Lack]:
    """All that is missing, in the order in which a group does it. A broken rule stops, an unknown one does not."""
    found: list[Lack] = []
    if not complete(asked(dossier)):
        found.append(Lack(_("Some questions have no answer yet."), "dossier:interview"))
    broken = [one for one in laws.verdicts(dossier) if one.outcome == "no"]
    if broken:
        told = ngettext("%(count)s rule of the law is not met.", "%(count)s rules of the law are not met.", len(broken))
        told %= {"count": len(broken)}
        found.append(Lack(told, "dossier:rules"))
    if any(not one.consent_at for one in present_founders(dossier)):
        found.append(Lack(_("A founder has not agreed yet that her data be used."), "projects:project"))
    assembly = last_assembly(dossier)
    if assembly is None or assembly.closed_at is None or assembly.quorum_met is False:
        found.append(Lack(_("The constitutive assembly has not been held."), "dossier:assembly"))
    papers = sheets(dossier)
    if not papers or wanting(dossier):
        found.append(Lack(_("Not all papers have been made."), "dossier:papers"))
    elif any(one.missing or (one.wants_signatures and not one.signers) for one in papers):
        found.append(Lack(_("Signatures are missing."), "dossier:papers"))
    return found
