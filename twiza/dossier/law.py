"""The law a dossier stays on: versions of the pack's law, read as objects, and what each rule says of a group."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.utils import timezone
from django.utils.translation import get_language

from twiza.calc.law import Verdict, evaluate, value_on
from twiza.dossier.models import Dossier, LawVersion
from twiza.dossier.quantities import answers_as_quantities, quantities_of
from twiza.packs import queries as packs
from twiza.packs.content import LAW, digest_of
from twiza.packs.parts import After, register_after
from twiza.packs.reader import Progress
from twiza.packs.schema import Authority, LegalText, LocalText, PaperTemplate, Question, Rate, Rule, Step, Term
from twiza.packs.schema.law import Cited, RateValue
from twiza.packs.unconfirmed import is_open
from twiza.projects.models import Project

__all__ = [
    "Law",
    "answers_as_quantities",
    "law_in_force",
    "law_of",
    "local",
    "quantities_of",
    "to_be_confirmed",
    "verdicts",
    "version_in_force",
]

MOST_KEPT = 20
"""Versions read and kept in memory at once."""


class Keyed(Protocol):
    """Something with a stable name."""

    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=Keyed)


@dataclass(frozen=True)
class Law:
    """One version of a country's law of cooperatives. Steps, rules, papers and questions stand in their order."""

    digest: str
    texts: Mapping[str, LegalText]
    authorities: Mapping[str, Authority]
    terms: Mapping[str, Term]
    rates: Mapping[str, Rate]
    rules: tuple[Rule, ...]
    steps: tuple[Step, ...]
    papers: tuple[PaperTemplate, ...]
    questions: tuple[Question, ...]

    @classmethod
    def of(cls, version: LawVersion) -> Law:
        """The law as *version* keeps it; read once a process."""
        found = _kept.get(version.digest)
        if found is None:
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            found = _kept[version.digest] = read(version.content, version.digest)
        return found

    def step(self, key: str) -> Step:
        """One step. KeyError if there is none."""
        return _one(self.steps, key)

    def rule(self, key: str) -> Rule:
        """One rule. KeyError if there is none."""
        return _one(self.rules, key)

    def paper(self, key: str) -> PaperTemplate:
        """One paper. KeyError if there is none."""
        return _one(self.papers, key)

    def question(self, key: str) -> Question:
        """One question. KeyError if there is none."""
        return _one(self.questions, key)

    def rate_on(self, key: str, on: datetime.date) -> RateValue | None:
        """The value of a rate that holds on a day; nothing where the pack does not know it."""
        rate = self.rates.get(key)
        return value_on(rate.values, on) if rate else None


_kept: dict[str, Law] = {}


def _one(items: Iterable[K], key: str) -> K:
    for item in items:
        if item.key == key:
            return item
    raise KeyError(key)


def read(content: Mapping[str, list[dict[str, Any]]], digest: str = "") -> Law:
    """The law from its items by part, as :func:`twiza.packs.queries.law` gives them and a version keeps them."""

    def items(part: str) -> list[dict[str, Any]]:
        return content.get(f"law_{part}", [])

    return Law(
        digest=digest,
        texts={item["key"]: LegalText.model_validate(item) for item in items("texts")},
        authorities={item["key"]: Authority.model_validate(item) for item in items("authorities")},
        terms={item["key"]: Term.model_validate(item) for item in items("terms")},
        rates={item["key"]: Rate.model_validate(item) for item in items("rates")},
        rules=tuple(Rule.model_validate(item) for item in items("rules")),
        steps=tuple(Step.model_validate(item) for item in items("steps")),
        papers=tuple(PaperTemplate.model_validate(item) for item in items("papers")),
        questions=tuple(Question.model_validate(item) for item in items("questions")),
    )


def version_in_force() -> LawVersion | None:
    """The law of the pack in force as a version; made if nobody asked before. Nothing where the pack has no law."""

    def find() -> LawVersion | None:
        content, country = packs.law(), packs.country()
        if country is None or not any(content.values()):
            return None
        # JSON keeps the order of parts: what is digested is what is stored.
        version, _made = LawVersion.objects.get_or_create(
            digest=digest_of([[part, content[part]] for part in LAW]),
            defaults={"pack_version": country.version, "content": content},
        )
        return version

    return packs.remember("law version", find)


def keep_version(_progress: Progress) -> None:
    """Make the version of a law that was just loaded, so that its day is the day of the load."""
    packs.forget()
    version_in_force()


def register_law() -> None:
    """Called once when the application starts."""
    register_after(After("law", order=800, when=frozenset(LAW), run=keep_version))


def law_in_force() -> Law | None:
    """The law of the pack in force, or nothing where it has none."""
    version = version_in_force()
    return Law.of(version) if version else None


def law_of(dossier: Dossier) -> Law:
    """The law that this dossier began with or adopted since."""
    return Law.of(dossier.law)


def local(text: LocalText | None) -> str:
    """A text of the pack in the reader's language; empty for no text."""
    return text.get((get_language() or "ar")[:2]) if text else ""


def to_be_confirmed(item: Cited | Verdict) -> bool:
    """Whether a jurist has yet to confirm it, which every screen and paper then says."""
    return not item.confirmed if isinstance(item, Verdict) else is_open(item)


def verdicts(
    thing: Dossier | Project, on: datetime.date | None = None, *, stage: str = "founding", law: Law | None = None
) -> list[Verdict]:
    """What each rule that applies says of a group on a day (today), in the law's order.

    *thing* is a dossier, judged by its own version, or a project, judged by the law in force (none: no verdicts).
    """
    day = on or timezone.localdate()
    rules = law or (law_of(thing) if isinstance(thing, Dossier) else law_in_force())
    if rules is None:
        return []
    return judged(rules, quantities_of(thing, day, law=rules), day, stage=stage)


def judged(rules: Law, known: Mapping[str, object], day: datetime.date, *, stage: str = "founding") -> list[Verdict]:
    """What each rule that applies says of quantities that are at hand, in the law's order."""
    found = [evaluate(rule, known, day) for rule in rules.rules if rule.stage == stage]
    return [verdict for verdict in found if verdict.applies]
