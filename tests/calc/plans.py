"""Plans that tests compute: a plain one, one with everything in it, and any at all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from twiza.calc.planning.inputs import (
    Band,
    Charges,
    FixedCost,
    Grant,
    Input,
    Investment,
    Loan,
    Plan,
    Product,
    ShareCall,
    Spread,
    Surplus,
    Taxes,
    VariableCost,
    Work,
)

D = Decimal


def exactly(value: str | int) -> Spread:
    """A quantity without a range."""
    return Spread(D(value))


def between(low: str | int, value: str | int, high: str | int) -> Spread:
    """A quantity with its range."""
    return Spread(D(value), D(low), D(high))


def plain() -> Plan:
    """One product, one cost, nothing late, nothing lent."""
    return Plan(
        members=5,
        products=(Product("jam", "Jam", "jar", exactly(20), exactly(12000)),),
        inputs=(Input("Fruit", "kg", exactly(5), exactly("0.5"), "jam"),),
        fixed_costs=(FixedCost("Rent", exactly(24000)),),
        work=(Work("Cooking", "members", exactly(5), exactly(2000)),),
        investments=(Investment("Kettles", exactly(60000), life_months=60, renewed=False),),
        shares=(ShareCall(1, D(80000)),),
    )


def whole() -> Plan:
    """Everything a plan can have, with ranges: a cooperative that presses oil and keeps bees."""
    return Plan(
        members=9,
        first_calendar_month=10,
        products=(
            Product(
                "oil",
                "Oil",
                "litre",
                between(380, 450, 520),
                between(1500, 2100, 2600),
                between(1, "3.5", 8),
                season=tuple(map(D, ("0.5", "0.5", "0.75", "1", "1", "1.25", "1.5", "1.5", "1", "1", "1", "1"))),
                ramp_up=tuple(map(D, (45, 70, 90, 100, 100))),
                price_growth=D("2.5"),
                stock_months=D("1.5"),
                customer_days=60,
            ),
            Product(
                "cake",
                "Press cake",
                "kg",
                between(2, 3, 4),
                between(3000, 4200, 5000),
                exactly(0),
                ramp_up=tuple(map(D, (45, 70, 90, 100, 100))),
                first_month=3,
            ),
        ),
        inputs=(
            Input("Kernels", "kg", between(110, 130, 160), between("1.6", "1.8", "2.1"), "oil", D(3), 30, D("0.75")),
            Input("Bottles", "bottle", between("3.5", 4, 6), exactly("1.02"), "oil", supplier_days=60),
            Input("Labels and bags", "piece", exactly("0.35"), exactly(1), stock_months=D(2)),
        ),
        variable_costs=(VariableCost("Fairs", between(2, 4, 7), "oil"), VariableCost("Carrier", exactly("1.3"))),
        fixed_costs=(
            FixedCost("Rent and water", between(20000, 26000, 32000), D(2)),
            FixedCost("Bookkeeper", exactly(9000), first_month=7),
        ),
        work=(
            Work(
                "Pressing",
                "members",
                between(5, 6, 7),
                exactly("2600"),
                (10, 11, 12, 1, 2, 3, 4, 5),
                tuple(map(D, (50, 80, 100, 100, 100))),
            ),
            Work("Selling", "employees", exactly("0.5"), between(3200, 3400, 3900), first_month=4, growth=D(2)),
        ),
        investments=(
            Investment("Press", between(120000, 145000, 180000), 1, 84),
            Investment("Room", exactly(90000), 1, 240, in_kind=True),
            Investment("Land", exactly(30000), 2, 0),
            Investment("Scales", exactly("7999.99"), 3, 18),
        ),
        shares=(ShareCall(1, D(165000)), ShareCall(13, D("22500.50"))),
        grants=(
            Grant("Equipment", between(50000, 70000, 80000), 2, 84, "the programme says yes"),
            Grant("Start", exactly(20000), 4),
        ),
        loans=(
            Loan("Bank", D(90000), 2, 48, D("7.25"), 6, "interest", "equal_instalments", D(900)),
            Loan("Fund", D(25000), 3, 30, D(4), 3, "interest", "equal_capital"),
            Loan("Neighbours", D(10000), 5, 20, kind="free"),
            Loan("Scales", D("17777.77"), 6, 36, D("6.5"), 3, "murabaha"),
        ),
        taxes=Taxes((Band(D(0), D(10)), Band(D(50000), D(20)), Band(D(150000), D(30))), D("0.25"), D(300000)),
        charges=Charges(D("21.09"), D("6.74")),
        surplus=Surplus(D(10), D(50), D(2), D(60), 4),
        discount_rate=D("8.5"),
    )


_amounts = st.decimals(0, 50_000, places=2)
_percents = st.decimals(0, 100, places=1)
_months = st.integers(1, 60)
_growths = st.decimals(-10, 15, places=1)
_stocks = st.sampled_from([D(0), D(0), D("0.5"), D(1), D("2.25"), D(6)])
_days = st.sampled_from([0, 30, 60, 180])
_ramps = st.lists(_percents, min_size=5, max_size=5).map(tuple)
_lives = st.sampled_from([0, 1, 7, 24, 60, 120])
_ranges = st.builds(lambda v, a, b: Spread(v, v * (1 - a / 200), v * (1 + b / 100)), _amounts, _percents, _percents)
_few = {"min_size": 0, "max_size": 2}
_products = st.builds(
    Product, st.just("a"), st.just("A"), st.just("kg"),
    price=st.builds(exactly, st.decimals(0, 500, places=2)), volume=_ranges,
    losses=st.builds(exactly, st.decimals(0, 60, places=1)),
    season=st.permutations(list(map(D, "3 2 0 0.5 1.5 1 0.25 0.75 0 1 1 1".split()))).map(tuple),
    ramp_up=_ramps, price_growth=_growths, stock_months=_stocks, customer_days=_days, first_month=_months,
)  # fmt: skip


def _keyed(products: list[Product]) -> tuple[Product, ...]:
    return tuple(replace(product, key=f"p{number}") for number, product in enumerate(products))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any plan that can be computed."""
    products = _keyed(draw(st.lists(_products, **_few)))
    keys = st.sampled_from(["", *[product.key for product in products]])
    small, people = st.builds(exactly, st.decimals(0, 90, places=2)), st.builds(exactly, st.decimals(0, 12, places=1))
    inputs = st.builds(Input, st.just("i"), st.just("u"), small, small, keys, _growths, _days, _stocks)
    works = st.builds(
        Work, st.just("w"), st.just("members"), people, st.builds(exactly, st.decimals(0, 4000, places=2)),
        st.lists(st.integers(1, 12), unique=True).map(tuple), _ramps, _months, _growths)  # fmt: skip
    grants = st.builds(Grant, st.just("g"), _ranges, _months, _lives, st.sampled_from(["", "if"]))
    loans = st.integers(1, 80).flatmap(
        lambda term: st.builds(
            Loan, st.just("l"), _amounts, _months, st.just(term), st.decimals(0, 40, places=2),
            st.integers(0, term - 1), st.sampled_from(["interest", "free", "murabaha"]),
            st.sampled_from(["equal_capital", "equal_instalments"]), _amounts))  # fmt: skip
    bands = st.sampled_from([(), (Band(D(0), D(20)),), (Band(D(0), D(10)), Band(D(30_000), D(35)))])
    reserves = st.decimals(0, 50, places=1)
    return Plan(
        members=draw(st.integers(1, 40)),
        first_calendar_month=draw(st.integers(1, 12)),
        products=products,
        inputs=tuple(draw(st.lists(inputs, **_few))),
        variable_costs=tuple(
            draw(st.lists(st.builds(VariableCost, st.just("v"), st.builds(exactly, _percents), keys), **_few))
        ),
        fixed_costs=tuple(draw(st.lists(st.builds(FixedCost, st.just("f"), _ranges, _growths, _months), **_few))),
        work=tuple(draw(st.lists(works, **_few))),
        investments=tuple(
            draw(st.lists(
                st.builds(Investment, st.just("e"), _ranges, _months, _lives, st.booleans(), st.booleans()), **_few
            ))
        ),
        shares=tuple(draw(st.lists(st.builds(ShareCall, _months, _amounts), **_few))),
        grants=tuple(draw(st.lists(grants, **_few))),
        loans=tuple(draw(st.lists(loans, **_few))),
        taxes=Taxes(
            draw(bands), draw(st.decimals(0, 3, places=2)), draw(st.sampled_from([None, D(100_000)])),
            draw(st.booleans()), draw(st.integers(0, 12))),
        charges=Charges(draw(_percents), draw(_percents)),
        surplus=Surplus(
            draw(reserves), draw(st.sampled_from([None, D(0), D(100)])), draw(reserves), draw(_percents),
            draw(st.integers(1, 12))),
        discount_rate=draw(st.decimals(0, 40, places=1)),
    )  # fmt: skip
