"""The law part of a pack: rules that can be evaluated, steps without circles, examples that come out."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import cast

from twiza.calc.law import QUANTITIES, evaluate
from twiza.calc.quantities import NUMBERS, Kind
from twiza.packs.checks.references import walk
from twiza.packs.content import LAW, CheckedItem, Pack
from twiza.packs.kindly import named
from twiza.packs.problems import Report
from twiza.packs.reader import RawPack
from twiza.packs.schema import Example, Fact, Question, Rate, Rule, Step
from twiza.packs.schema.law import Cited

NUMERIC = frozenset({"at_least", "at_most", "equals", "multiple_of", "exceeds_half"})
WANTED: Mapping[str, frozenset[Kind]] = {
    **dict.fromkeys(NUMERIC, NUMBERS),
    "is_true": frozenset({"yes_no"}),
    "is_false": frozenset({"yes_no"}),
    "one_of": frozenset({"text"}),
    "contains": frozenset({"text"}),
}
"""The kinds of quantity that a test can look at."""

Where = tuple[str | int, ...]


def check(raw: RawPack, pack: Pack, report: Report) -> None:
    """Everything of the law that the schema and the references alone do not see."""
    for part in LAW:
        for item in pack.of(part).values():
            _check_confirmed(item, pack, report)
    for item in pack.of("law_rules").values():
        _check_rule(item, cast(Rule, item.model), report)
    for item in pack.of("law_rates").values():
        _check_dates(item, cast(Rate, item.model).values, report)
    _check_steps(pack, report)
    for item in pack.of("law_questions").values():
        _check_question(item, cast(Question, item.model), report)
    written = None if "law_rules" in raw.broken else raw.written("law_rules")
    for item in pack.of("law_examples").values():
        _check_example(item, pack, written, report)


def _error(report: Report, item: CheckedItem, where: Where, problem: str, remedy: str) -> None:
    report.error(item.raw.file, item.raw.line_of(where), item.key, problem, remedy)


def _check_confirmed(item: CheckedItem, pack: Pack, report: Report) -> None:
    """What is confirmed does not lean on a fact that nobody found."""
    for where, model in walk(item.model):
        if isinstance(model, Cited) and model.confirmed and model.fact in pack.of("facts"):
            fact = cast(Fact, pack.of("facts")[cast(str, model.fact)].model)
            if fact.confidence == "not_found":
                problem = f"is confirmed by the fact '{fact.key}', which says that nothing was found"
                _error(report, item, (*where, "fact"), problem, "Write 'confirmed: false', or name another fact.")


def _check_rule(item: CheckedItem, rule: Rule, report: Report) -> None:
    known = QUANTITIES.get(rule.quantity)
    if known is None:
        _error(report, item, ("quantity",), f"looks at the unknown quantity '{rule.quantity}'", _known_quantities())
    elif known.kind not in WANTED[rule.test]:
        kinds = " or ".join(sorted(WANTED[rule.test]))
        problem = f"asks '{rule.test}' of '{rule.quantity}', which is {known.kind}"
        _error(report, item, ("test",), problem, f"'{rule.test}' looks at {kinds}.")
    else:
        for place, value in enumerate(rule.values):
            if wrong := _wrong_value(rule.test, value.value):
                _error(report, item, ("values", place, "value"), *wrong)
    if rule.when is not None and (rule.when not in QUANTITIES or QUANTITIES[rule.when].kind != "yes_no"):
        problem = f"'when' names '{rule.when}', which is no yes/no quantity"
        _error(report, item, ("when",), problem, _known_quantities(yes_no=True))
    _check_dates(item, rule.values, report)


def _known_quantities(yes_no: bool = False) -> str:
    names = [key for key, one in QUANTITIES.items() if one.kind == "yes_no" or not yes_no]
    return f"Known are {', '.join(names)}."


def _wrong_value(test: str, value: object) -> tuple[str, str] | None:
    """Problem and remedy of a value that its test cannot compare with."""
    if value is None:
        return None
    if test in NUMERIC:
        number = isinstance(value, Decimal) and not isinstance(value, bool)
        named_number = isinstance(value, str) and value in QUANTITIES and QUANTITIES[value].kind in NUMBERS
        if not number and not named_number:
            return f"'{test}' cannot compare with {value!r}", "Give a number, or the name of a quantity."
    elif test in {"is_true", "is_false"}:
        if value is not (test == "is_true"):
            return f"'{test}' has the value {value!r}", f"Write {str(test == 'is_true').lower()}."
    elif isinstance(value, bool | Decimal):
        return f"'{test}' cannot compare with {value!r}", "Give a text, or a list of texts."
    return None


def _check_dates(item: CheckedItem, values: Sequence[object], report: Report) -> None:
    """One value after the other: only the first may have no day, no two begin on the same."""
    days = [cast("datetime.date | None", getattr(value, "since", None)) for value in values]
    for place, (before, day) in enumerate(itertools.pairwise(days), 1):
        if day is None or (before is not None and day <= before):
            problem = f"{named(('values', place))} does not begin after the one before"
            _error(report, item, ("values", place), problem, "Order values by 'since'; only the first may have none.")


def _check_steps(pack: Pack, report: Report) -> None:
    steps = {key: cast(Step, item.model) for key, item in pack.of("law_steps").items()}
    for key, step in steps.items():
        item = pack.of("law_steps")[key]
        for place, before in enumerate(step.after):
            if before in steps and steps[before].order >= step.order:
                problem = f"comes after '{before}', whose 'order' is not smaller"
                _error(report, item, ("after", place), problem, "Number steps in the order in which they are done.")
        for place, proved in enumerate(step.proves):
            if proved not in QUANTITIES or QUANTITIES[proved].kind != "yes_no":
                problem = f"proves '{proved}', which is no yes/no quantity"
                _error(report, item, ("proves", place), problem, _known_quantities(yes_no=True))
        if step.days.low is not None and step.days.high is not None and step.days.low > step.days.high:
            _error(report, item, ("days",), "takes more days at least than at most", "Exchange 'low' and 'high'.")


def _check_question(item: CheckedItem, question: Question, report: Report) -> None:
    if (question.kind == "choice") != bool(question.choices):
        remedy = "A question of the kind 'choice' has choices, and no other has."
        _error(report, item, ("choices",), "has choices that do not go with its kind", remedy)


def _check_example(item: CheckedItem, pack: Pack, written: set[str] | None, report: Report) -> None:
    """An example whose outcome differs is an error: either the rule or the example is wrong."""
    example = cast(Example, item.model)
    for key, value in example.quantities.items():
        if wrong := _wrong_quantity(key, value):
            _error(report, item, ("quantities", key), *wrong)
            return
    for key, expected in example.expected.items():
        rule = pack.of("law_rules").get(key)
        if rule is None:
            if written is not None and key not in written:
                _error(report, item, ("expected", key), f"names the rule '{key}', which does not exist", "Correct it.")
            continue
        for problem in _differences(cast(Rule, rule.model), example, expected):
            remedy = "Work the case out again: either the rule or the example is wrong."
            _error(report, item, ("expected", key), problem, remedy)


def _wrong_quantity(key: str, value: object) -> tuple[str, str] | None:
    if key not in QUANTITIES:
        return f"gives the unknown quantity '{key}'", _known_quantities()
    kind = QUANTITIES[key].kind
    fits = {"yes_no": isinstance(value, bool), "text": isinstance(value, str)}
    number = isinstance(value, Decimal) and not isinstance(value, bool)
    if value is not None and not fits.get(kind, number):
        return f"gives {value!r} for '{key}', which is {kind}", "Give a value of that kind, or leave it empty."
    return None


def _differences(rule: Rule, example: Example, expected: str) -> Iterator[str]:
    known = rule.quantity in QUANTITIES and QUANTITIES[rule.quantity].kind in WANTED[rule.test]
    if known and not any(_wrong_value(rule.test, value.value) for value in rule.values):
        verdict = evaluate(rule, example.quantities, example.on)
        if verdict.outcome != expected:
            yield f"the rule '{rule.key}' says {verdict.outcome}, the example expects {expected}"
