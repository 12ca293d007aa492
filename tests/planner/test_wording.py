"""Every warning and condition that the engine can give has its sentence, with its figures."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.utils import translation

from tests.planner.factories import SMALL
from twiza.calc.planning.results import Caution, Condition
from twiza.planner import lines, wording
from twiza.planner.presenting import presented
from twiza.planner.schema import PlanSchema


def plan(**changes: Any) -> PlanSchema:
    return PlanSchema.model_validate({**copy.deepcopy(SMALL), **changes})


def product(**changes: Any) -> list[dict[str, Any]]:
    return [{**SMALL["products"][0], **changes}]


def work(**changes: Any) -> list[dict[str, Any]]:
    return [{**SMALL["work"][0], **changes}]


def loan(**changes: Any) -> list[dict[str, Any]]:
    return [{"key": "l", "amount": 5000, "month": 1, "term": 90, "rate": 9, **changes}]


def wages(*amounts: Any, **changes: Any) -> list[dict[str, Any]]:
    return [{"key": f"m-{n}", "name": f"Floor {n}", "amount": amount, **changes} for n, amount in enumerate(amounts)]


SALES_FOR_NOTHING = product(price={"value": 0})
CAUTIONS = {
    "cash_negative": plan(shares=[]),
    "loss_year": plan(products=product(price={"value": "1.5"})),
    "own_funds_negative": plan(products=product(price={"value": "1.2"})),
    "price_below_cost": plan(products=product(price={"value": "0.5"})),
    "full_pay_month": plan(work=work(pay_ramp=[50, 100, 100, 100, 100])),
    "full_pay_never": plan(work=work(pay_ramp=[50] * 5)),
    "no_member_pay": plan(work=[]),
    "debt_cover_low": plan(loans=loan(amount=50000, term=24)),
    "never_pays_back": plan(products=SALES_FOR_NOTHING),
    "value_negative": plan(products=SALES_FOR_NOTHING),
    "tax_unknown": plan(taxes={"known": False}),
    "charges_unknown": plan(charges={"known": False}),
    "pay_below_minimum": plan(minimum_wages=wages(401)),
    "minimum_wage_unknown": plan(minimum_wages=wages(None)),
    "conditional_grant": plan(
        grants=[{"key": "g", "amount": {"value": 500}, "month": 2, "condition": "an approved file"}]
    ),
    "loan_beyond_plan": plan(loans=loan()),
    "grant_beyond_cost": plan(grants=[{"key": "g", "amount": {"value": 90000}, "month": 1, "life_months": 60}]),
}


def keys_in(documentation: str | None) -> set[str]:
    return {
        line.split()[0]
        for line in (documentation or "").splitlines()
        if line.startswith("    ") and line[4:5].isalpha() and "  " in line.strip() and line.split()[0] != "key"
    }


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("key", CAUTIONS)
def test_each_warning_has_its_sentence(key: str, language: str) -> None:
    with translation.override(language):
        told = [one.text for one in presented(CAUTIONS[key], language=language).warnings if one.key == key]
    assert told
    assert all(text and "%(" not in text and key not in text for text in told)


def test_no_warning_is_without_words() -> None:
    assert set(wording._CAUTIONS) == set(CAUTIONS) == keys_in(Caution.__doc__)


def test_no_condition_is_without_words() -> None:
    assert {"start_money", *wording._CONDITIONS} == keys_in(Condition.__doc__)


@pytest.mark.parametrize("key", CAUTIONS)
def test_each_condition_has_its_sentence(key: str) -> None:
    with translation.override("en"):
        shown = presented(CAUTIONS[key], language="en")
        assert shown.conditions
        assert all("%(" not in text for text in shown.conditions)
        assert all(one.value for one in [*shown.headline, *shown.indicators])


def test_what_is_lost_altogether_is_told() -> None:
    with translation.override("en"):
        told = presented(plan(products=product(losses={"value": 100})), language="en").warnings
    assert any("all of it is lost" in one.text for one in told)


def test_a_plan_that_lives_says_how_far_its_price_may_fall() -> None:
    with translation.override("en"):
        shown = presented(plan(), language="en")
    assert shown.missing == 0
    assert any("must sell for" in text for text in shown.conditions)
    assert shown.conditions[0].startswith("The money at the start is enough")


def test_while_money_is_missing_the_other_conditions_are_reckoned_as_if_it_were_found() -> None:
    with translation.override("en"):
        shown = presented(plan(shares=[]), language="en")
    assert "more must be there before" in shown.conditions[0]
    assert any("must sell for" in text for text in shown.conditions)


def test_every_line_of_the_statements_has_its_name() -> None:
    result = presented(plan(), language="en").result
    assert set(lines.income_lines()) == {line.key for line in result.income.lines}
    assert set(lines.cash_lines()) == {line.key for line in result.cash.lines}
    assert set(lines.balance_lines()) == {line.key for line in result.balance.lines}


@pytest.mark.parametrize("reason", ["no_outlay", "never_recovered", "several", "beyond"])
def test_no_rate_of_return_says_why(reason: str) -> None:
    with translation.override("en"):
        assert wording.no_rate(reason).startswith("None: ")


def test_a_warning_of_several_years_is_said_once_with_the_worst() -> None:
    with translation.override("en"):
        told = presented(CAUTIONS["loss_year"], language="en").warnings
    assert [one.key for one in told].count("loss_year") == 1
    losing = next(one.text for one in told if one.key == "loss_year")
    assert all(str(year) in losing for year in range(1, 6))


def below(**changes: Any) -> list[str]:
    with translation.override("en"):
        told = presented(plan(**changes), language="en").warnings
    return [one.text for one in told if one.key in {"pay_below_minimum", "minimum_wage_unknown"} and not one.grave]


def test_all_work_of_the_same_people_below_a_minimum_wage_is_told_in_one_sentence() -> None:
    three = [
        {**SMALL["work"][0], "key": key, "name": name, "who": who, "pay": {"value": pay}}
        for key, name, who, pay in (("a", "Baking", "members", 400), ("b", "Selling", "members", 450),
                                    ("c", "Cleaning", "employees", 300), ("d", "Driving", "employees", 900))
    ]  # fmt: skip
    members, employees = below(work=three, minimum_wages=wages(500))

    assert "Baking" in members
    assert "Selling" in members
    assert "Cleaning" not in members
    assert "not refused" in members
    assert "Cleaning" in employees
    assert not {"Driving", "Baking"} & set(employees.replace("(", " ").split())
    assert "jurist" not in members + employees


def test_each_minimum_wage_is_compared_for_itself_and_an_unconfirmed_one_says_so() -> None:
    (higher,) = below(minimum_wages=wages(400, 450, confirmed=False))
    assert "Floor 1" in higher
    assert "Floor 0" not in higher
    assert "to be confirmed by a jurist" in higher
    (both,) = below(minimum_wages=wages(401, 450))
    assert both.index("Floor 0") < both.index("Floor 1")
    assert both.count("Baking") == 2


def test_an_unknown_minimum_wage_is_said_to_be_unknown() -> None:
    (told,) = below(minimum_wages=wages(None))
    assert "not known here, to be confirmed by a jurist" in told
    assert below(work=[], minimum_wages=wages(None)) == []
    assert below() == []
