"""What a dossier still lacks before it can be filed, each with where to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.dossier import law as laws
from twiza.dossier.composing import wanting
from twiza.dossier.dataset import dataset
from twiza.dossier.interview import asked, complete
from twiza.dossier.mending import PAGES
from twiza.dossier.models import Dossier
from twiza.dossier.quantities import facts_of
from twiza.dossier.queries import Sheet, sheets
from twiza.dossier.wording import SAME, lacking_in_words


@dataclass(frozen=True)
class Lack:
    """One thing that is missing. ``room`` is the name of the page that mends it."""

    text: str | Promise
    room: str


OF_THE_ASSEMBLY = frozenset({"board", "president", "manager", "secretary", "voices"})
"""Names of the dataset that an assembly fills, besides those that begin with its name or with that of its votes."""


def missing(dossier: Dossier, papers: Sequence[Sheet] | None = None) -> list[Lack]:
    """All that is missing, in the order in which a group does it. A broken rule stops, an unknown one does not.

    *papers*: the sheets of the dossier, where they are at hand. A constant number of queries.
    """
    law, today = laws.law_of(dossier), timezone.localdate()
    facts = facts_of(dossier, today, law=law)
    told = dataset(dossier, facts)
    found: list[Lack] = []
    unanswered = not complete(asked(dossier, facts))
    if unanswered:
        found.append(Lack(_("Some questions have no answer yet."), "dossier:interview"))
    broken = [one for one in laws.judged(law, facts.with_answers(dossier.answers), today) if one.outcome == "no"]
    if broken:
        text = ngettext("%(count)s rule of the law is not met.", "%(count)s rules of the law are not met.", len(broken))
        found.append(Lack(text % {"count": len(broken)}, "dossier:rules"))
    if any(not one.consent_at for one in facts.founders):
        found.append(Lack(_("A founder has not agreed yet that her data be used."), "projects:project"))
    unheld = told.meeting is None or not told.meeting.held
    if unheld:
        found.append(Lack(_("The constitutive assembly has not been held."), "dossier:assembly"))
    wanted = wanting(dossier, told)
    names = [name for one in wanted.values() for name in one if not (unheld and _of_the_assembly(name))]
    found += _lacks_of_papers([one for one in names if not (unanswered and _asked_for(one, law))], law)
    papers = sheets(dossier) if papers is None else papers
    if not papers:
        found.append(Lack(_("Not all papers have been made."), "dossier:papers"))
    elif any(one.missing or (one.wants_signatures and not one.signers) for one in papers):
        found.append(Lack(_("Signatures are missing."), "dossier:papers"))
    return found


def _of_the_assembly(name: str) -> bool:
    return name in OF_THE_ASSEMBLY or name.startswith(("assembly", "votes_on"))


def _asked_for(name: str, law: laws.Law) -> bool:
    """Whether a question of the interview fills it."""
    return any(one.field == SAME.get(name, name) for one in law.questions)


def _lacks_of_papers(names: Iterable[str], law: laws.Law) -> list[Lack]:
    """What papers wait for and nothing above says, one line for each page that mends it."""
    rooms: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        page = PAGES.get(SAME.get(name, name).partition(".")[0])
        rooms.setdefault(page[1] if page else "dossier:papers", []).append(name)
    text = _("The papers wait for: %(what)s.")
    return [Lack(text % {"what": _(", ").join(lacking_in_words(some, law))}, room) for room, some in rooms.items()]
