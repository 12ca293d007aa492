"""Who may do what with a dossier, and what may be done now. What may be done to what is filed is said here alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twiza.accounts.models import Role
from twiza.accounts.rules import FOUNDER, OWNER, Permission, register
from twiza.dossier.models import Defect, State

register(
    Permission("dossier.see", _("See a group's founding file"), frozenset({FOUNDER, OWNER, Role.ADVISOR})),
    Permission("dossier.prepare", _("Answer questions and mark steps"), frozenset({FOUNDER, OWNER, Role.ADVISOR})),
    Permission("dossier.make_papers", _("Make the papers anew"), frozenset({FOUNDER, Role.ADVISOR})),
    Permission(
        "dossier.sign", _("Sign one's own papers, or record a fellow founder's signature"), frozenset({FOUNDER})
    ),
    Permission("dossier.assemble", _("Convoke and hold the constitutive assembly"), frozenset({FOUNDER})),
    Permission("dossier.file", _("File the dossier, mend its defects, file it again"), frozenset({FOUNDER})),
    Permission("dossier.tell_answer", _("Write down an answer that came on paper"), frozenset({FOUNDER})),
    Permission("filing.list", _("See the list of filed dossiers"), frozenset({Role.AUTHORITY_OFFICER})),
    Permission("filing.see", _("Open a filed dossier"), frozenset({Role.AUTHORITY_OFFICER})),
    Permission("filing.decide", _("Return, accept or refuse a filed dossier"), frozenset({Role.AUTHORITY_OFFICER})),
)

ALL_BUT_ENDED = frozenset({State.PREPARING, State.FILED, State.RETURNED})
IN_THE_GROUPS_HANDS = frozenset({State.PREPARING, State.RETURNED})

TRANSITIONS: dict[str, tuple[frozenset[State], State | None]] = {
    "adopt_law": (IN_THE_GROUPS_HANDS, None),
    "answer": (IN_THE_GROUPS_HANDS, None),
    "mark_step": (ALL_BUT_ENDED, None),
    "make_papers": (IN_THE_GROUPS_HANDS, None),
    "sign": (IN_THE_GROUPS_HANDS, None),
    "assemble": (IN_THE_GROUPS_HANDS, None),
    "file": (frozenset({State.PREPARING}), State.FILED),
    "mend": (frozenset({State.RETURNED}), None),
    "refile": (frozenset({State.RETURNED}), State.FILED),
    "return": (frozenset({State.FILED}), State.RETURNED),
    "accept": (frozenset({State.FILED}), State.ACCEPTED),
    "refuse": (frozenset({State.FILED}), State.REFUSED),
    "withdraw": (frozenset({State.FILED}), State.PREPARING),
    "begin_again": (frozenset({State.REFUSED}), State.PREPARING),
}
"""Command → the states in which it may happen, and the state that it leads to (None: the same)."""

WHY_NOT: dict[State, str | Promise] = {
    State.PREPARING: _("This dossier has not been filed. Finish the papers and file it first."),
    State.FILED: _("This dossier is with the authority. Wait for its answer; it will be shown here."),
    State.RETURNED: _("This dossier was returned with defects. Mend them, then file it again."),
    State.ACCEPTED: _("This dossier has ended: the cooperative is registered. Changes are made in the register now."),
    State.REFUSED: _("The authority refused this dossier. Read why; then begin again with what you have, if you wish."),
}
"""What to tell somebody who asks for something that the state forbids."""


def may_happen(verb: str, state: str) -> bool:
    """Whether the command *verb* may happen in *state*. KeyError for a verb that is in no table.

    >>> may_happen("file", "preparing"), may_happen("file", "filed")
    (True, False)
    """
    return state in TRANSITIONS[verb][0]


ASPECTS = frozenset({"name", "founders", "shares", "capital", "place", "board", "assembly"})
"""What papers can lean on."""

OPENED_BY: dict[str, frozenset[str]] = {
    "founders": frozenset({"founders", "shares", "capital"}),
    "shares": frozenset({"shares", "capital"}),
    "share_value": frozenset({"shares", "capital"}),
    "capital": frozenset({"shares", "capital"}),
    "board": frozenset({"board", "assembly"}),
    "assembly": frozenset({"board", "assembly"}),
}
"""Field that a defect names → what of the group may then be changed, since one cannot be mended without the other."""

OFFICES: dict[str, str | Promise] = {
    "president": _("President"),
    "vice_president": _("Vice-president"),
    "manager": _("Manager"),
    "treasurer": _("Treasurer"),
    "secretary": _("Secretary"),
    "member": _("Member of the board"),
}
"""To what an assembly elects, in words."""
ALONE = ("president", "manager", "treasurer", "secretary")
"""Offices that one person holds."""
LEADING = frozenset({"president", "manager"})
"""Of whom an assembly elects one at least."""

NAMING: dict[str, frozenset[str]] = {
    "name": frozenset({"name", "name_ar", "name_latin"}),
    "place": frozenset({"place", "territory", "address", "seat"}),
    "founders": frozenset({"founders", "founder_count"}),
    "shares": frozenset({"shares", "share_count", "share_value"}),
    "capital": frozenset({"capital", "capital_released"}),
    "board": frozenset({"board", "president", "secretary", "treasurer"}),
    "assembly": frozenset({"assembly", "assembly_date", "assembly_place"}),
}
"""What papers lean on → fields of the dataset that speak of it."""


def aspects_of(field: str) -> frozenset[str]:
    """What of the group a field of the dataset speaks of; nothing where it is an answer of its own.

    >>> sorted(aspects_of("share_value"))
    ['shares']
    """
    return frozenset(aspect for aspect, fields in NAMING.items() if field in fields)


def opened(defects: Iterable[Defect], leans_on: Mapping[str, Set[str]]) -> frozenset[str]:
    """What may be changed while *defects* are open: their fields, and what those cannot be mended without.

    *leans_on* says of each paper what it repeats: a defect of the paper opens all of that.
    """
    free: set[str] = set()
    for one in defects:
        if one.mended_at is not None:
            continue
        if one.founder_id:
            free |= OPENED_BY["founders"]
        if one.field.startswith("paper:"):
            free |= {*leans_on.get(one.field.removeprefix("paper:"), ()), one.field}
            continue
        free.add(one.field)
        for aspect in {*aspects_of(one.field), one.field}:
            free |= {aspect, *OPENED_BY.get(aspect, ())} if aspect in ASPECTS else {aspect}
    return frozenset(free)
