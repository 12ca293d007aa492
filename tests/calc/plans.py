"""Plans that tests compute: a plain one, one with everything in it, and any at all."""

from __future__ import annotations

from decimal import Decimal

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
