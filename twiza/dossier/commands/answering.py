"""Answers of the interview: kept as they are given, checked against what was seen, never silently overwritten."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.commands import By, Refused, actor_of
from twiza.dossier import law as laws
from twiza.dossier.commands.checks import locked, must_be_allowed, must_edit, must_happen_now, note
from twiza.dossier.happenings import happened
from twiza.dossier.interview import asked, complete
from twiza.dossier.models import Dossier
from twiza.dossier.renewing import must_be_free, renew_what_leans
from twiza.dossier.rules import aspects_of
from twiza.projects.commands import Conflict


@transaction.atomic
def answer(*, dossier: Dossier, field: str, value: Any, by: By, seen_version: int) -> Dossier:
    """Write the answer to the question of *field*; None takes it away. The same answer again changes nothing.

    *value* is JSON as ``interview.parse`` gives it. *seen_version* is the dossier's version on the page:
    somebody else may have answered other questions since, but not this one.

    :raises Conflict: somebody answered this very question meanwhile.
    :raises Refused: *by* may not, there is no such question, or the dossier is filed.
    """
    dossier = locked(dossier)
    must_be_allowed(by, "dossier.prepare", dossier)
    must_edit(by, dossier)
    must_happen_now("answer", dossier)
    if field not in {question.field for question in laws.law_of(dossier).questions}:
        raise Refused(_("The law of this country asks no such question."))
    before = dossier.answers.get(field)
    if before == value:
        return dossier
    if dossier.answered.get(field, 0) > seen_version:
        raise Conflict(before, {field: value})
    what = aspects_of(field)
    must_be_free(dossier, what or frozenset({field}))
    dossier.answers = {key: held for key, held in {**dossier.answers, field: value}.items() if held is not None}
    dossier.version += 1
    dossier.answered = {**dossier.answered, field: dossier.version}
    dossier.save(update_fields=["answers", "answered", "version"])
    note(dossier, "dossier.answered", by, before={field: before}, after={field: value})
    renew_what_leans(dossier=dossier, what=what, because=[*sorted(what)] or [field], by=actor_of(by))
    if complete(asked(dossier)):
        happened(dossier=dossier, happening="questions_answered", by=actor_of(by))
    return dossier
