"""The guided interview: one question on a screen, resumable, checked at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from twiza.accounts.access import Subject, needs
from twiza.accounts.people import Person, person_of
from twiza.calc.quantities import QUANTITIES
from twiza.dossier import commands, interview
from twiza.dossier import law as laws
from twiza.dossier.access import of_dossier
from twiza.dossier.interview import Asked
from twiza.dossier.models import Dossier
from twiza.dossier.rules import may_happen
from twiza.dossier.verdicts import in_words, ruling_of
from twiza.dossier.views.shared import REFUSALS, back, page
from twiza.packs.schema.law import Question
from twiza.projects import drafts
from twiza.projects.commands import Conflict
from twiza.ui import formats
from twiza.ui.components.forms import Choice, Field


@require_safe
@needs("dossier.see", of_dossier)
def start(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """To the first question without answer, or to the summary where none is left."""
    following = interview.next_after(interview.asked(dossier))
    if following is None or not may_happen("answer", dossier.state):
        return back("answers", dossier.project.public_id)
    return back("question", dossier.project.public_id, following.question.key)


@dataclass(frozen=True)
class OneQuestion:
    """A question of this dossier's interview, among all of them."""

    dossier: Dossier
    asked: Asked
    all: list[Asked]


def of_question(person: Person, project_id: UUID, key: str) -> Subject:
    """The question of an address; one that this group is not asked does not exist."""
    subject = of_dossier(person, project_id)
    questions = interview.asked(subject.thing)
    one = next((asked for asked in questions if asked.question.key == key), None)
    if one is None:
        raise Http404
    return Subject(OneQuestion(subject.thing, one, questions), subject.territory, subject.relations)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dossier.prepare", of_question)
def question(request: HttpRequest, one: OneQuestion) -> HttpResponse:
    """Ask one question; after the answer, say what the law says of it."""
    dossier, asked = one.dossier, one.asked
    typed, error, conflict = _typed(asked.answer), "", None
    if request.method == "POST":
        typed = request.POST.get("answer", "")[:4000]
        try:
            return _save(request, one, typed)
        except interview.Unreadable as problem:
            error = str(problem)
        except REFUSALS as refusal:
            error = str(refusal)
        except Conflict as met:
            conflict = met
            dossier.refresh_from_db()
    verdict = interview.verdict_of(dossier, asked.question) if asked.answered else None
    place = one.all.index(asked)
    law = laws.law_of(dossier)
    rule = next((rule for rule in law.rules if rule.key == asked.question.rule), None)
    shown = {
        "asked": asked,
        "count": len(one.all),
        "field": field_of(asked.question, typed, error),
        "term": law.terms.get(asked.question.term or ""),
        "rule": rule,
        "ruling": ruling_of(dossier, verdict) if verdict else None,
        "conflict": conflict,
        "theirs": shown_answer(asked.question, conflict.current) if conflict else "",
        "previous": one.all[place - 1].question.key if place else "",
        "skip": one.all[place + 1].question.key if place + 1 < len(one.all) else "",
        "open": may_happen("answer", dossier.state),
        "draft": drafts.name(request),
    }
    return page(request, "question.html", dossier, shown)


def _save(request: HttpRequest, one: OneQuestion, typed: str) -> HttpResponse:
    """Keep the answer; a rule that says no is shown before going on, the others let one go on."""
    dossier, wanted = one.dossier, one.asked.question
    value = interview.parse(wanted, typed)
    if value is None and not wanted.optional and not one.asked.answered:
        raise interview.Unreadable(_("Write an answer, or leave this question for later."))
    seen = request.POST.get("version", "")
    dossier = commands.answer(
        dossier=dossier,
        field=wanted.field,
        value=value,
        by=person_of(request),
        seen_version=int(seen) if seen.isdecimal() else 0,
    )
    verdict = interview.verdict_of(dossier, wanted)
    here = dossier.project.public_id
    if verdict is not None and verdict.outcome == "no":
        messages.warning(request, _("Your answer is kept, but the law wants something else. Read below."))
        return back("question", here, wanted.key)
    if verdict is not None and verdict.outcome == "yes":
        messages.success(request, _("Kept. The law agrees."))
    following = interview.next_after(interview.asked(dossier), wanted.key)
    to = back("answers", here) if following is None else back("question", here, following.question.key)
    drafts.arrived(request, to)
    return to


def field_of(question: Question, typed: str, error: str = "") -> Field:
    """The question as a field of the page."""
    kinds = {"long_text": "textarea", "date": "date", "yes_no": "radios", "choice": "radios"}
    options = [(one.value, laws.local(one.label)) for one in question.choices]
    if question.kind == "yes_no":
        options = [("yes", _("Yes")), ("no", _("No"))]
    field = Field(
        name="answer",
        label=laws.local(question.text),
        kind=kinds.get(question.kind, "text"),  # type: ignore[arg-type]
        value=typed,
        help=laws.local(question.help),
        error=error,
        choices=[Choice(value, label, value == typed) for value, label in options],
        required=not question.optional,
        headline=True,
    )
    return replace(field, inputmode="decimal") if question.kind in {"number", "money"} else field


def _typed(answer: object) -> str:
    """A kept answer as it is typed."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return "" if answer is None else str(answer)


def shown_answer(question: Question, answer: object) -> str:
    """A kept answer as it is read; nothing where there is none."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return _("Yes") if answer else _("No")
    if question.kind == "choice":
        return next((laws.local(one.label) for one in question.choices if one.value == answer), str(answer))
    if question.kind in {"number", "money"}:
        quantity = QUANTITIES.get(question.field)
        number = formats.finite(str(answer))
        return in_words(question.field, number) if quantity and number is not None else formats.number(number)
    return str(answer)


@require_safe
@needs("dossier.see", of_dossier)
def answers(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """All questions with their answers, each to be changed; and what was not asked because it is known."""
    questions = interview.asked(dossier)
    lines = []
    for one in questions:
        verdict = interview.verdict_of(dossier, one.question) if one.answered else None
        lines.append((one, shown_answer(one.question, one.answer), ruling_of(dossier, verdict) if verdict else None))
    shown = {
        "lines": lines,
        "left": [one for one in questions if not one.answered and not one.question.optional],
        "open": may_happen("answer", dossier.state),
        "next_link": reverse("dossier:home", args=[dossier.project.public_id]),
    }
    return page(request, "answers.html", dossier, shown)
