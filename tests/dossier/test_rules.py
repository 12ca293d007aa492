"""What may be done in which state, and what a defect opens: the whole tables, so that no cell changes unseen."""

import pytest
from django.utils import timezone

from twiza.accounts.rules import permissions
from twiza.dossier import rules
from twiza.dossier.models import Defect, State

GROUPS = {"preparing", "returned"}
LAW_OF_STATES = {
    "adopt_law": (GROUPS, None),
    "answer": (GROUPS, None),
    "mark_step": ({"preparing", "filed", "returned"}, None),
    "make_papers": (GROUPS, None),
    "sign": (GROUPS, None),
    "assemble": (GROUPS, None),
    "file": ({"preparing"}, "filed"),
    "mend": ({"returned"}, None),
    "refile": ({"returned"}, "filed"),
    "return": ({"filed"}, "returned"),
    "accept": ({"filed"}, "accepted"),
    "refuse": ({"filed"}, "refused"),
    "withdraw": ({"filed"}, "preparing"),
    "begin_again": ({"refused"}, "preparing"),
}
WHO = {
    "dossier.see": {"founder", "owner", "advisor"},
    "dossier.prepare": {"founder", "owner", "advisor"},
    "dossier.make_papers": {"founder", "advisor"},
    "dossier.sign": {"founder"},
    "dossier.assemble": {"founder"},
    "dossier.file": {"founder"},
    "dossier.tell_answer": {"founder"},
    "filing.list": {"authority_officer"},
    "filing.see": {"authority_officer"},
    "filing.decide": {"authority_officer"},
}


def test_the_law_of_states():
    assert {verb: (set(states), then) for verb, (states, then) in rules.TRANSITIONS.items()} == LAW_OF_STATES
    assert set(rules.WHY_NOT) == set(State)


def test_who_may_do_what_with_a_dossier():
    held = [one for one in permissions() if one.area in {"dossier", "filing"}]
    assert {one.action: {str(who) for who in one.who} for one in held} == WHO


@pytest.mark.parametrize(
    ("field", "opens"),
    [
        ("seat", {"seat", "place"}),
        ("object", {"object"}),
        ("name", {"name"}),
        ("founders", {"founders", "shares", "capital"}),
        ("shares", {"shares", "capital"}),
        ("share_value", {"share_value", "shares", "capital"}),
        ("capital", {"capital", "shares"}),
        ("board", {"board", "assembly"}),
        ("assembly", {"assembly", "board"}),
        ("paper:statutes", {"paper:statutes", "name", "capital"}),
    ],
)
def test_a_defect_opens_what_it_names_and_what_it_cannot_be_mended_without(field, opens):
    assert rules.opened([Defect(field=field)], {"statutes": {"name", "capital"}}) == opens


def test_a_defect_of_a_founders_entry_opens_the_group_and_a_mended_one_nothing():
    assert rules.opened([Defect(field="seat", founder_id=1)], {}) == {"seat", "place", "founders", "shares", "capital"}
    assert rules.opened([Defect(field="seat", mended_at=timezone.now())], {}) == frozenset()


def test_offices_that_one_person_holds():
    assert set(rules.ALONE) == {"president", "manager", "treasurer", "secretary"}
    assert {"president", "manager"} == rules.LEADING
    assert rules.LEADING | set(rules.ALONE) <= set(rules.OFFICES)
