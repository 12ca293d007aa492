"""Rules come out yes, no or unknown; what nobody knows is never a no."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twiza.calc.law import QUANTITIES, Between, evaluate, value_on
from twiza.calc.quantities import NUMBERS

TODAY = datetime.date(2026, 11, 22)
NUMERIC = ("at_least", "at_most", "equals", "multiple_of", "exceeds_half")
numbers = st.decimals(min_value=-1000, max_value=1000, places=2)
days = st.dates(datetime.date(2000, 1, 1), datetime.date(2030, 12, 31))


@dataclass(frozen=True)
class Value:
    value: Any
    since: datetime.date | None = None
    law: str | None = "a-law"
    article: str | None = "7"
    confirmed: bool = True


@dataclass(frozen=True)
class Rule:
    test: str
    values: tuple[Value, ...]
    quantity: str = "founders"
    when: str | None = None
    key: str = "rule"


def outcome(test, found, wanted, **more):
    return evaluate(Rule(test, (Value(wanted),), **more), {more.get("quantity", "founders"): found}, TODAY).outcome


@pytest.mark.parametrize(
    ("test", "found", "wanted", "expected"),
    [
        ("at_least", 5, Decimal(5), "yes"),
        ("at_least", 4, Decimal(5), "no"),
        ("at_most", Decimal("40.01"), Decimal(40), "no"),
        ("at_most", Decimal(40), Decimal(40), "yes"),
        ("equals", 100, Decimal(100), "yes"),
        ("equals", 101, Decimal(100), "no"),
        ("multiple_of", 700, Decimal(100), "yes"),
        ("multiple_of", 750, Decimal(100), "no"),
        ("exceeds_half", 4, Decimal(7), "yes"),
        ("exceeds_half", 3, Decimal(6), "no"),
        ("is_true", True, True, "yes"),
        ("is_true", False, True, "no"),
        ("is_false", False, False, "yes"),
        ("one_of", "board", ("board", "manager"), "yes"),
        ("one_of", "king", ("board", "manager"), "no"),
        ("contains", "تعاونيّة الأمل", ("تعاونية", "coopérative"), "yes"),
        ("contains", "Cooperative Argan", ("تعاونية", "coopérative"), "yes"),
        ("contains", "شركة الأمل", ("تعاونية", "coopérative"), "no"),
    ],
)
def test_each_comparison_says_what_it_says(test, found, wanted, expected):
    assert outcome(test, found, wanted) == expected


@pytest.mark.parametrize("test", [*NUMERIC, "is_true", "is_false", "one_of", "contains"])
def test_what_nobody_knows_is_unknown(test):
    assert outcome(test, None, Decimal(5)) == "unknown"
    assert outcome(test, Decimal(5), None) == "unknown"


def test_a_name_not_yet_written_is_unknown_not_wrong():
    assert outcome("contains", "  ", ("تعاونية",)) == "unknown"


@given(st.sampled_from(NUMERIC), numbers, numbers, st.sampled_from(["founders", "capital"]))
def test_a_missing_quantity_never_becomes_no(test, found, wanted, quantity):
    rule = Rule(test, (Value(wanted),), quantity=quantity)

    assert evaluate(rule, {}, TODAY).outcome == "unknown"
    assert evaluate(rule, {quantity: None}, TODAY).outcome == "unknown"


@given(st.sampled_from(NUMERIC), numbers, numbers, numbers, numbers)
def test_bounds_decide_only_what_every_number_within_them_decides(test, a, b, within, wanted):
    low, high = sorted((a, b))
    number = min(max(within, low), high)

    decided = outcome(test, Between(low, high), wanted)

    assert decided in ("unknown", outcome(test, number, wanted))


@given(st.sampled_from(["at_least", "at_most", "exceeds_half"]), numbers, numbers)
def test_bounds_that_meet_are_a_number(test, number, wanted):
    assert outcome(test, Between(number, number), wanted) == outcome(test, number, wanted)


def test_open_bounds_decide_as_soon_as_they_can():
    assert outcome("at_least", Between(Decimal(1000), None), Decimal(1000)) == "yes"
    assert outcome("at_least", Between(Decimal(900), None), Decimal(1000)) == "unknown"
    assert outcome("at_least", Between(None, Decimal(17)), Decimal(18)) == "no"


@given(st.lists(st.one_of(st.none(), days), min_size=1, max_size=6, unique=True), days)
def test_of_dated_values_the_last_that_has_begun_holds(starts, on):
    ordered = sorted(starts, key=lambda day: day or datetime.date.min)
    values = [Value(place, since=day) for place, day in enumerate(ordered)]

    found = value_on(values, on)

    begun = [value for value in values if value.since is None or value.since <= on]
    assert found == (begun[-1] if begun else None)


def test_the_rule_of_the_day_is_the_one_that_counts():
    rule = Rule(
        "at_least", (Value(Decimal(1000)), Value(Decimal(2000), since=datetime.date(2026, 1, 1))), quantity="capital"
    )
    said = {
        day: evaluate(rule, {"capital": Decimal(1500)}, day).outcome
        for day in (datetime.date(2025, 12, 31), datetime.date(2026, 1, 1))
    }

    assert [*said.values()] == ["yes", "no"]


def test_before_the_first_value_nothing_is_known():
    rule = Rule("at_least", (Value(Decimal(5), since=datetime.date(2027, 1, 1)),))

    verdict = evaluate(rule, {"founders": 1}, TODAY)

    assert (verdict.outcome, verdict.wanted) == ("unknown", None)


def test_a_verdict_carries_what_it_leans_on():
    verdict = evaluate(Rule("at_least", (Value(Decimal(5)),)), {"founders": 4}, TODAY)

    assert (verdict.rule, verdict.outcome, verdict.found, verdict.wanted) == ("rule", "no", 4, 5)
    assert (verdict.law, verdict.article, verdict.confirmed, verdict.applies) == ("a-law", "7", True, True)


@pytest.mark.parametrize(
    ("condition", "expected", "applies"), [(True, "no", True), (False, "yes", False), (None, "unknown", True)]
)
def test_a_rule_with_a_condition(condition, expected, applies):
    rule = Rule("is_true", (Value(True),), quantity="in_kind_valued", when="in_kind")

    verdict = evaluate(rule, {"in_kind": condition, "in_kind_valued": False}, TODAY)

    assert (verdict.outcome, verdict.applies) == (expected, applies)


def test_what_is_met_anyway_is_met_whether_or_not_the_rule_applies():
    rule = Rule("is_true", (Value(True),), quantity="in_kind_valued", when="in_kind")

    assert evaluate(rule, {"in_kind_valued": True}, TODAY).outcome == "yes"


def test_a_value_may_name_another_quantity():
    rule = Rule("multiple_of", (Value("share_value"),), quantity="capital")

    assert evaluate(rule, {"capital": Decimal(700), "share_value": Decimal(100)}, TODAY).outcome == "yes"
    assert evaluate(rule, {"capital": Decimal(750), "share_value": Decimal(100)}, TODAY).outcome == "no"
    assert evaluate(rule, {"capital": Decimal(750)}, TODAY).outcome == "unknown"


def test_an_unknown_comparison_and_a_number_that_is_none_fail_at_once():
    with pytest.raises(ValueError, match="cannot ask for 'nearly'"):
        outcome("nearly", 1, Decimal(1))
    with pytest.raises(ValueError, match="'many' is not a number"):
        outcome("at_least", "many", Decimal(1))
    with pytest.raises(ValueError, match="True is not a number"):
        outcome("at_least", True, Decimal(1))


def test_every_quantity_has_a_kind_and_a_meaning():
    for key, one in QUANTITIES.items():
        assert one.kind in {*NUMBERS, "text", "yes_no"}, key
        assert one.meaning[0].isupper() and not one.meaning.endswith("."), key
