"""The law in force as a page reads it: each step, rule and rate with its article, its source and its doubt."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.calc.law import value_on
from twiza.dossier.law import Law, local, to_be_confirmed
from twiza.dossier.tracker import ACTORS
from twiza.dossier.verdicts import in_words
from twiza.packs import queries as packs
from twiza.packs.schema import Rate, Rule, Step
from twiza.packs.schema.law import Cited, Range, RateValue
from twiza.ui import formats
from twiza.ui.components.data import ConfidenceMark


@dataclass(frozen=True)
class Citation:
    """What something leans on, in words. Without ``article`` nobody has confirmed one."""

    law: str
    article: str
    source: str
    href: str
    year: int | None
    confidence: ConfidenceMark | None
    to_be_confirmed: bool
    doubt: str


@dataclass(frozen=True)
class ShownStep:
    """One step of founding, ready to be read."""

    step: Step
    number: int
    who: str
    authority: str
    authority_href: str
    papers: list[str]
    days: str
    cost: str
    citation: Citation


@dataclass(frozen=True)
class ShownRule:
    """One rule with the value in force, and the value that comes next where it is known."""

    key: str
    text: str
    why: str
    remedy: str
    since: datetime.date | None
    next: str
    next_since: datetime.date | None
    citation: Citation


@dataclass(frozen=True)
class ShownRate:
    """One rate with the value in force."""

    key: str
    name: str
    value: str
    since: datetime.date | None
    note: str
    citation: Citation


def citation_of(cited: Cited, law: Law) -> Citation:
    """The law, the article and the source of one item."""
    text = law.texts.get(cited.law or "")
    title, href, year = _source(cited)
    return Citation(
        law=local(text.name) if text else "",
        article=cited.article or "",
        source=title,
        href=href,
        year=cited.year or year,
        confidence=ConfidenceMark(level=cited.confidence) if cited.confidence and cited.leans else None,
        to_be_confirmed=to_be_confirmed(cited),
        doubt=local(cited.doubt),
    )


def _source(cited: Cited) -> tuple[str, str, int | None]:
    """Title, address and year of the source or of the fact's first source."""
    if cited.source is not None and (found := packs.sources().get(cited.source)):
        return local(found.title), found.content.get("url") or "", found.content.get("year")
    if cited.fact is not None and (fact := packs.facts().get(cited.fact)):
        href = str(fact.content.get("source") or "").split(";", 1)[0].strip()
        host = urlsplit(href).hostname or ""
        year = fact.content.get("year")
        return (host.removeprefix("www."), href, year) if host else ("", "", year)
    return "", "", None


def steps(law: Law) -> list[ShownStep]:
    """All steps in their order."""
    return [_step(step, number, law) for number, step in enumerate(law.steps, 1)]


def _step(step: Step, number: int, law: Law) -> ShownStep:
    authority = law.authorities.get(step.authority or "")
    return ShownStep(
        step=step,
        number=number,
        who=str(ACTORS[step.who]),
        authority=local(authority.name) if authority else "",
        authority_href=(authority.url or "") if authority else "",
        papers=[local(paper.name) for paper in law.papers if paper.key in step.papers],
        days=_days(step),
        cost=_range(step.cost, formats.money, _("free")),
        citation=citation_of(step, law),
    )


def _days(step: Step) -> str:
    if step.legal_days is not None:
        text = ngettext("%(n)s day by law", "%(n)s days by law", step.legal_days)
        return text % {"n": formats.number(step.legal_days)}
    high = step.days.high if step.days.high is not None else step.days.low
    if high is None:
        return ""
    return ngettext("%(n)s day", "%(n)s days", int(high)) % {"n": _range(step.days, formats.number)}


def _range(span: Range, write: Callable[[Decimal], str], nothing: str = "") -> str:
    """A span in words; *nothing* where both ends are zero; empty where nobody knows."""
    ends = [end for end in (span.low, span.high) if end is not None]
    if not ends:
        return ""
    if nothing and not any(ends):
        return nothing
    written = [write(end) for end in dict.fromkeys(ends)]
    return written[0] if len(written) == 1 else _("%(low)s to %(high)s") % {"low": written[0], "high": written[1]}


def rules(law: Law, stage: str, on: datetime.date) -> list[ShownRule]:
    """The rules of a stage with the value in force on a day."""
    return [_rule(rule, law, on) for rule in law.rules if rule.stage == stage]


def _rule(rule: Rule, law: Law, on: datetime.date) -> ShownRule:
    now = value_on(rule.values, on)
    later = next((value for value in rule.values if value.since is not None and value.since > on), None)
    shown = now or rule.values[0]
    return ShownRule(
        key=rule.key,
        text=local(rule.text).replace("{value}", in_words(rule.quantity, now.value if now else None)),
        why=local(rule.why),
        remedy=local(rule.remedy),
        since=shown.since,
        next=in_words(rule.quantity, later.value) if later else "",
        next_since=later.since if later else None,
        citation=citation_of(shown, law),
    )


def rates(law: Law, on: datetime.date) -> list[ShownRate]:
    """The rates with the value in force on a day."""
    return [_rate(rate, value_on(rate.values, on) or rate.values[0], law) for rate in law.rates.values()]


def _rate(rate: Rate, value: RateValue, law: Law) -> ShownRate:
    return ShownRate(
        key=rate.key,
        name=local(rate.name),
        value=_("; ").join(_amounts(rate, value)) or formats.unknown(),
        since=value.since,
        note=local(value.note),
        citation=citation_of(value, law),
    )


def _amounts(rate: Rate, value: RateValue) -> Iterator[str]:
    if value.value is not None:
        yield _amount(rate.unit, value.value)
    for band in value.bands:
        if band.above == 0:
            yield formats.percent(band.percent)
        else:
            told = {"percent": formats.percent(band.percent), "amount": formats.money(band.above)}
            yield _("%(percent)s of what lies above %(amount)s") % told
    if value.exempt_below_turnover is not None:
        yield _("none below sales of %(amount)s a year") % {"amount": formats.money(value.exempt_below_turnover)}


def _amount(unit: str, value: Decimal) -> str:
    """A rate is a percentage, or else an amount in the country's currency."""
    if unit == "percent":
        return formats.percent(value)
    return formats.money(value, 0 if value == value.to_integral_value() else 2)
