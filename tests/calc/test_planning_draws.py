"""Ranges: variants agree with the plan, draws with their triangle, conditions with what they say."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given, settings

from tests.calc.plans import between, exactly, plain, plans, whole
from twiza.calc.planning import compute, draw, tornado
from twiza.calc.planning.conditions import MOST
from twiza.calc.planning.inputs import BadPlan, Grant, Plan, ShareCall, Spread, Surplus
from twiza.calc.planning.linear import linear, spreads

D = Decimal


def with_value(plan: Plan, path: str, value: Decimal) -> Plan:
    """*plan* with one spread replaced by a value."""
    part, number, field = path.split(".")
    items = list(getattr(plan, part))
    items[int(number)] = replace(items[int(number)], **{field: Spread(value)})
    return replace(plan, **{part: tuple(items)})


def at_one(plan: Plan):
    """The plan's figures by variants: closing cash, result, income, one variant."""
    outcome = linear(plan).outcome({})
    return outcome.cash[0], outcome.result[0], outcome.member_income[0]


def slack_of(plan: Plan) -> float:
    """How far rounding alone may part the plan from its variants, which do not round.

    A cent for each posting of each item and what follows from it; a twenty-thousandth for each unit sold or bought,
    since a year's price keeps four decimals (half a year more than five for what is kept in stock).
    """
    parts = ("products", "inputs", "work", "investments", "loans", "grants")
    items = 3 + sum(len(getattr(plan, part)) for part in parts)
    made = {product.key: 5.5 * float(product.volume.value) for product in plan.products}
    bought = sum(
        float(item.quantity.value) * (made.get(item.product, 0.0) if item.product else sum(made.values()))
        for item in plan.inputs
    )
    return 0.02 * items * plan.months + 0.5e-4 * (sum(made.values()) + bought)


@given(plans())
@settings(max_examples=60, deadline=None)
def test_variants_at_the_plan_s_own_values_are_the_plan(plan):
    limit = plan.taxes.exempt_below_turnover
    result = compute(plan)
    assume(limit is None or all(abs(sales - limit) > 10 for sales in result.income["sales"].years))
    cash, profit, income = at_one(plan)
    slack = slack_of(plan)
    np.testing.assert_allclose(cash, [float(x) for x in result.cash["closing_cash"].months], atol=slack)
    np.testing.assert_allclose(profit, [float(x) for x in result.income["result"].years], atol=slack)
    theirs = [float(year.member_income_sustained) for year in result.years]
    np.testing.assert_allclose(income, theirs, atol=slack)


def test_the_plan_with_everything_agrees_within_one_unit():
    cash, profit, _income = at_one(whole())
    result = compute(whole())
    np.testing.assert_allclose(cash, [float(x) for x in result.cash["closing_cash"].months], atol=1)
    np.testing.assert_allclose(profit, [float(x) for x in result.income["result"].years], atol=1)


@pytest.mark.parametrize("path", list(spreads(whole())))
def test_each_drawn_input_moves_the_variants_as_it_moves_the_plan(path):
    plan = whole()
    value = spreads(plan)[path].value * D("1.07") + D("0.5")
    outcome = linear(plan).outcome({path: np.array([float(value)])})
    result = compute(with_value(plan, path, value))
    np.testing.assert_allclose(outcome.cash[0], [float(x) for x in result.cash["closing_cash"].months], atol=1.5)
    np.testing.assert_allclose(outcome.result[0], [float(x) for x in result.income["result"].years], atol=1.5)


def test_draws_are_the_same_for_the_same_seed_and_others_for_another():
    assert draw(whole(), draws=500, seed=3) == draw(whole(), draws=500, seed=3)
    assert draw(whole(), draws=500, seed=3) != draw(whole(), draws=500, seed=4)


def test_draws_of_one_price_have_the_quantiles_of_its_triangle():
    """Jars at 15 to 25, mostly 20: the cumulated triangle is ½ at 20 and 5 % at 15 + √(0.05 × 10 × 5) = 16.58. A jar's
    price moves the year's result by 12,000; without a refund income is pay, less a loss: 156,000 + 30,000 are to be
    covered, so a loss comes below 15.50, (0.5² / 50) = 0.5 % of the draws."""
    plan = replace(plain(), products=(replace(plain().products[0], price=between(15, 20, 25)),))
    drawn = draw(plan, draws=20_000, seed=1)
    assert drawn.drawn == ("products.0.price",)
    assert drawn.loss_last_year == pytest.approx(D("0.5"), abs=D("0.2"))
    assert drawn.member_income[0][1] == D("2000.00")
    low, middle, high = drawn.lowest_cash
    # Month 1: 80,000 − 60,000 + 1,000 × price − 14,500.
    assert float(low) == pytest.approx(5500 + 1000 * 16.58, abs=60)
    assert float(middle) == pytest.approx(25500, abs=60)
    assert float(high) == pytest.approx(5500 + 1000 * 23.42, abs=60)
    assert sum(count for _from, _to, count in drawn.lowest_cash_bins) == 20_000
    assert drawn.cash_never_negative == 100


def test_a_plan_without_ranges_is_drawn_as_it_is():
    drawn = draw(plain(), draws=100)
    assert (drawn.drawn, drawn.cash_never_negative) == ((), D("100.00"))
    assert set(drawn.lowest_cash) == {D("25500.00")}
    assert tornado(plain()) == []


def test_the_tornado_shows_each_range_alone_the_widest_first():
    plan = whole()
    swings = tornado(plan)
    assert {swing.path for swing in swings} == set(draw(plan, draws=10).drawn)
    widths = [abs(swing.lowest_cash[1] - swing.lowest_cash[0]) for swing in swings]
    assert widths == sorted(widths, reverse=True)
    for swing in swings:
        for end, value in enumerate((swing.low, swing.high)):
            result = compute(with_value(plan, swing.path, value))
            assert abs(result.indicators.lowest_cash - swing.lowest_cash[end]) < 2
            assert abs(result.years[-1].member_income_sustained - swing.member_income[end]) < 1


def of(plan: Plan, key: str) -> dict:
    return next(condition.values for condition in compute(plan).conditions if condition.key == key)


def test_at_the_lowest_price_cash_never_falls_below_zero_and_a_little_below_it_does():
    """Jars: at price p month 1 leaves 20,000 + 1,000 p − 14,500 and each month 1,000 p − 14,500, wear and tax being no
    cash: after 60 months 20,000 + 60 × (1,000 p − 14,500) ≥ 0, so p ≥ 14.1667."""
    values = of(plain(), "lowest_price")
    assert (values["product"], values["needed"], values["margin"]) == ("jam", D("14.17"), D("29.2"))
    assert compute(with_value(plain(), "products.0.price", D("14.17"))).indicators.lowest_cash >= 0
    assert compute(with_value(plain(), "products.0.price", D("14.16"))).indicators.lowest_cash < 0


@given(plans())
@settings(max_examples=40, deadline=None)
def test_conditions_hold_in_the_plan_itself(plan):
    for condition in compute(plan).conditions:
        values = condition.values
        if condition.key == "lowest_price" and values["needed"] != "":
            number = [product.key for product in plan.products].index(str(values["product"]))
            other = with_value(plan, f"products.{number}.price", D(values["needed"]))
            assert compute(other).indicators.lowest_cash > -1 - abs(compute(plan).indicators.lowest_cash) / 1000


def test_what_a_plan_needs_to_start_and_without_its_grant():
    poor = replace(plain(), shares=(), grants=(Grant("State", exactly(50000), 2, condition="accepted"),))
    result = compute(poor)
    # Month 1: −60,000 + 5,500.
    assert of(poor, "start_money") == {"amount": D("54500.00"), "month": 1}
    without = of(poor, "without_grant")
    assert (without["name"], without["condition"], without["lowest_cash"]) == ("State", "accepted", D("-54500.00"))
    assert "conditional_grant" in {caution.key for caution in result.warnings}
    assert of(poor, "lowest_price")["needed"] == ""  # not even three times the price brings 54,500 in month 1
    assert MOST == 3


def test_a_grant_that_does_not_come_is_missing_wholly():
    """Month 1 without it: 50,000 − 60,000 + 5,500 = −4,500; 20,000 would have come then."""
    poor = replace(
        plain(), shares=(ShareCall(1, D(50000)),), grants=(Grant("State", exactly(20000), 1, 0, "accepted"),)
    )
    without = of(poor, "without_grant")
    assert (without["lowest_cash"], without["month"]) == (D("-4500.00"), 1)


def test_cash_counts_as_negative_from_the_first_cent():
    """Shares of 54,500 leave nothing in month 1 at 60,000 of kettles: half of the courses fall below zero."""
    even = replace(part_of(plain(), cost=between(59900, 60000, 60100)), shares=(ShareCall(1, D(54500)),))
    drawn = draw(even)
    assert 48 < drawn.cash_never_negative < 52
    assert drawn.loss_last_year == 0


def part_of(plan: Plan, *, cost: Spread) -> Plan:
    """*plan* with its first purchase at *cost*."""
    return replace(plan, investments=(replace(plan.investments[0], cost=cost), *plan.investments[1:]))


def test_a_full_reserve_leaves_more_to_members_in_the_variants_too():
    """8,000 are 10 % of the capital: the first year fills the reserve, of 10,800 that would go there."""
    full = replace(plain(), surplus=Surplus(D(20), D(10), D(0), D(100)))
    result = compute(full)
    assert result.income["legal_reserve"].years == (D(8000), D(0), D(0), D(0), D(0))
    assert at_one(full)[2] == pytest.approx([float(year.member_income_sustained) for year in result.years], abs=0.01)


def test_how_late_customers_may_pay():
    """Month 1 leaves 25,500 − 20,000 of sales not yet paid: 5,500; month 2 without receipts would leave −9,000."""
    assert of(plain(), "latest_payment") == {"bearable": 30}


@pytest.mark.parametrize("function", [draw, tornado])
def test_draws_and_tornado_refuse_what_the_plan_refuses(function):
    with pytest.raises(BadPlan, match="members"):
        function(replace(plain(), members=0))
