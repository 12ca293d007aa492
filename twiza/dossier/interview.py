"""The guided interview: which questions are asked, how an answer is read, what the law says of it at once.

Nothing is asked that the group's own record already tells, and nothing that its other answers rule out.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.calc.law import Between, Verdict, evaluate
from twiza.dossier import law as laws
from twiza.dossier.models import Dossier
from twiza.dossier.quantities import ANSWER_WINS, Facts, facts_of, quantities_of
from twiza.packs.schema.law import Question

LONGEST = {"text": 200, "long_text": 2000}
LARGEST = Decimal(10**12)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.")
_YES = {"yes": True, "no": False}


class Unreadable(ValueError):
    """An answer that cannot be read; the message says how to write it."""


@dataclass(frozen=True)
class Asked:
    """One question that this group is asked, with its answer if there is one."""

    question: Question
    answer: Any
    position: int

    @property
    def answered(self) -> bool:
        return self.answer is not None


def asked(dossier: Dossier, facts: Facts | None = None) -> list[Asked]:
    """The questions of this group, in the law's order, with their answers. *facts*: where they are at hand."""
    law = laws.law_of(dossier)
    facts = facts or facts_of(dossier, timezone.localdate(), law=law)
    known = facts.with_answers(dossier.answers)
    wanted = [one for one in law.questions if not _known(one, facts.told) and _holds(one.when, known, dossier.answers)]
    return [Asked(one, dossier.answers.get(one.field), place) for place, one in enumerate(wanted, start=1)]


def _known(question: Question, told: Mapping[str, object]) -> bool:
    """Whether the group's own record answers it already."""
    value = told.get(question.field)
    return question.field not in ANSWER_WINS and value is not None and not isinstance(value, Between)


def _holds(when: str | None, known: Mapping[str, object], answers: Mapping[str, Any]) -> bool:
    """Whether a question's condition is met: a yes/no that is yes, or another answer that was given at all."""
    if when is None:
        return True
    value = known[when] if when in known else answers.get(when)
    return value is not None and value is not False


def complete(questions: Sequence[Asked]) -> bool:
    """Whether every question that is not optional has its answer."""
    return all(one.answered or one.question.optional for one in questions)


def next_after(questions: Sequence[Asked], key: str = "") -> Asked | None:
    """The first question without answer after *key* (from the start for none); nothing where the rest is answered."""
    start = next((place for place, one in enumerate(questions, start=1) if one.question.key == key), 0)
    return next((one for one in questions[start:] if not one.answered), None)


def parse(question: Question, typed: str) -> Any:
    """The answer as it is kept: text, number and money as text of digits, date as YYYY-MM-DD, yes/no as a bool.

    An empty answer is None. :raises Unreadable: it cannot be read as the question wants.
    """
    typed = " ".join(typed.split()) if question.kind != "long_text" else typed.strip()
    if not typed:
        return None
    if question.kind in LONGEST:
        if len(typed) > LONGEST[question.kind]:
            raise Unreadable(_("Write at most %(count)s letters.") % {"count": LONGEST[question.kind]})
        return typed
    if question.kind in {"number", "money"}:
        return _number(typed)
    if question.kind == "date":
        return _date(typed)
    if question.kind == "yes_no":
        if typed not in _YES:
            raise Unreadable(_("Choose yes or no."))
        return _YES[typed]
    if typed not in {choice.value for choice in question.choices}:
        raise Unreadable(_("Choose one of the answers."))
    return typed


def _number(typed: str) -> str:
    plain = typed.translate(_DIGITS).replace(",", ".").replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
    try:
        number = Decimal(plain.rstrip("%"))
    except InvalidOperation:
        raise Unreadable(_("Write a number in digits, for example 25.")) from None
    if not number.is_finite() or not 0 <= number <= LARGEST:
        raise Unreadable(_("Write a number from 0 up."))
    number = number.quantize(Decimal("0.01")).normalize()
    return f"{number:f}"


def _date(typed: str) -> str:
    try:
        return datetime.date.fromisoformat(typed.translate(_DIGITS)).isoformat()
    except ValueError:
        raise Unreadable(_("Write the day as year-month-day, for example 2027-03-31.")) from None


def verdict_of(dossier: Dossier, question: Question) -> Verdict | None:
    """What the rule of *question* says of the group now; nothing where it has no rule, or none that applies."""
    law = laws.law_of(dossier)
    if question.rule is None or all(rule.key != question.rule for rule in law.rules):
        return None
    today = timezone.localdate()
    verdict = evaluate(law.rule(question.rule), quantities_of(dossier, today, law=law), today)
    return verdict if verdict.applies else None
