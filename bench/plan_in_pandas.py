"""The plan as one would write it in pandas at first: a table of months, a column an item; floats, nothing rounded.

It is what `plan` is measured against, and gives the same figures to the roundings of the other.
"""

from __future__ import annotations

import numpy_financial as npf
import pandas as pd

from twiza.calc.planning.inputs import Plan, Product, Spread

AHEAD = 16


def val(spread: Spread) -> float:
    """The value of a range."""
    return float(spread.value)


def months_of(plan: Plan, more: int = 0) -> pd.DataFrame:
    """Months, years and calendar months."""
    table = pd.DataFrame({"month": range(1, plan.months + more + 1)})
    table["year"] = (table["month"] - 1) // 12
    table["calendar"] = (plan.first_calendar_month - 1 + table["month"] - 1) % 12
    return table.set_index("month", drop=False)


def sales(plan: Plan, product: Product) -> pd.DataFrame:
    """Made, taken, sold and paid."""
    t = months_of(plan, AHEAD)
    season = t["calendar"].map(dict(enumerate(map(float, product.season))))
    ramp = t["year"].map(lambda year: float(product.ramp_up[min(year, len(product.ramp_up) - 1)]))
    t["wanted"] = val(product.volume) * season * ramp / 1200
    whole, part = int(product.stock_months), float(product.stock_months) % 1
    t["made"] = (t["wanted"].shift(-whole) * (1 - part) + t["wanted"].shift(-whole - 1) * part).where(
        t["month"] >= product.first_month, 0.0
    )
    ready = (1 - part) * (t["month"] - whole >= product.first_month) + part * (
        t["month"] - whole - 1 >= product.first_month
    )
    t["taken"] = t["wanted"] * ready
    t["stock"] = (t["made"] - t["taken"]).cumsum().clip(lower=0)
    price = val(product.price) * (1 + float(product.price_growth) / 100) ** t["year"]
    t["sales"] = t["taken"] * (1 - val(product.losses) / 100) * price
    t["receipts"] = t["sales"].shift(product.customer_days // 30, fill_value=0.0)
    return t


def averaged(came: pd.Series, quantity: pd.Series, stock: pd.Series) -> pd.Series:
    """Stock at weighted average cost."""
    values, value, held = [], 0.0, 0.0
    for month in came.index:
        of = held + quantity[month]
        value = (value + came[month]) * stock[month] / of if of > 0 else 0.0
        values.append(value)
        held = stock[month]
    return pd.Series(values, index=came.index)


def materials(plan: Plan, made: list[pd.DataFrame], table: pd.DataFrame) -> None:
    """Inputs bought, used, paid, and goods in stock, added to *table*."""
    for number, product in enumerate(plan.products):
        used = pd.Series(0.0, index=table.index)
        for item in plan.inputs:
            if item.product not in ("", product.key):
                continue
            need = made[number]["made"] * val(item.quantity)
            whole, part = int(item.stock_months), float(item.stock_months) % 1
            ahead = [need.iloc[m : m + whole].sum() + part * need.iloc[m + whole] for m in range(1, plan.months + 1)]
            keep = pd.Series(ahead, index=table.index)
            need = need.loc[table.index]
            buying = need + keep - keep.shift(1, fill_value=0.0)
            bought = buying * val(item.price) * (1 + float(item.price_growth) / 100) ** table["year"]
            store = averaged(bought, buying, keep)
            here = bought - (store - store.shift(1, fill_value=0.0))
            used += here
            table["materials"] += here
            table["to_suppliers"] += bought.shift(item.supplier_days // 30, fill_value=0.0)
        goods = averaged(used, made[number]["made"].loc[table.index], made[number]["stock"].loc[table.index])
        table["stock_change"] += goods - goods.shift(1, fill_value=0.0)


def people(plan: Plan, table: pd.DataFrame) -> None:
    """Pay and charges."""
    for work in plan.work:
        ramp = table["year"].map(lambda year, w=work: float(w.pay_ramp[min(year, len(w.pay_ramp) - 1)]) / 100)
        at_work = (table["calendar"] + 1).isin(work.months) & (table["month"] >= work.first_month)
        pay = val(work.people) * val(work.pay) * ramp * (1 + float(work.growth) / 100) ** table["year"] * at_work
        table[f"{work.who[:-1]}_pay"] += pay
        table["charges"] += pay * float(plan.charges.members if work.who == "members" else plan.charges.employer) / 100


def assets(plan: Plan, table: pd.DataFrame) -> None:
    """Equipment and grants."""
    for one in plan.investments:
        since = table["month"] - one.month
        life = one.life_months or 10**6
        bought = (since >= 0) & ((since % life == 0) if one.renewed else (since == 0))
        cash = bought & ~((since == 0) & one.in_kind)
        table["investments"] += val(one.cost) * cash
        table["capital"] += val(one.cost) * (bought & ~cash)
        worn = (since >= 0) & ((since < life) | one.renewed) & bool(one.life_months)
        table["depreciation"] += val(one.cost) / life * worn
    for grant in plan.grants:
        since = table["month"] - grant.month
        table["grants"] += val(grant.amount) * (since == 0)
        life = max(1, grant.life_months)
        table["grant_income"] += val(grant.amount) / life * ((since >= 0) & (since < life))


def loans(plan: Plan, table: pd.DataFrame) -> None:
    """Loans, month by month."""
    for loan in plan.loans:
        amount, parts, owed = float(loan.amount), loan.term - loan.grace, 0.0
        rate = float(loan.rate) / 1200 if loan.kind == "interest" else 0.0
        equal = -npf.pmt(rate, parts, amount) if loan.repayment == "equal_instalments" and rate else 0.0
        mark_up = amount * float(loan.rate) / 1200 * loan.term if loan.kind == "murabaha" else 0.0
        for month in table.index:
            k = month - loan.month
            if k == 0:
                owed = amount
                table.loc[month, "loans"] += amount
                table.loc[month, "loan_fees"] += float(loan.fee)
            elif 1 <= k <= loan.term:
                interest, back = owed * rate, 0.0
                if k > loan.grace:
                    back = equal - interest if equal else amount / parts
                    interest += mark_up / parts
                owed -= back
                table.loc[month, "interest"] += interest
                table.loc[month, "principal"] += back


def close(plan: Plan, table: pd.DataFrame) -> None:
    """Tax and refund of each year."""
    carried = loss = held = 0.0
    capital = table["capital"].cumsum()
    for year, group in table.groupby("year"):
        profit, turnover, end = group["before_tax"].sum(), group["sales"].sum(), 12 * (int(year) + 1)
        taxable = max(0.0, profit - carried)
        edges = [float(band.above) for band in plan.taxes.bands] + [float("inf")]
        tax = sum(
            max(0.0, min(taxable, edges[i + 1]) - edges[i]) * float(band.percent) / 100
            for i, band in enumerate(plan.taxes.bands)
        )
        limit = plan.taxes.exempt_below_turnover
        tax = 0.0 if limit is not None and turnover < float(limit) else tax
        tax += turnover * float(plan.taxes.turnover_percent) / 100
        carried = max(0.0, carried - profit) if plan.taxes.losses_carried else 0.0
        after = profit - tax
        absorbed = min(max(after, 0.0), loss)
        loss += max(0.0, -after) - absorbed
        left = max(0.0, after - absorbed)
        legal = left * float(plan.surplus.legal_reserve) / 100
        if plan.surplus.reserve_ceiling is not None:
            legal = min(legal, max(0.0, capital[end] * float(plan.surplus.reserve_ceiling) / 100 - held))
        held += legal
        rest = left - legal - left * float(plan.surplus.training_reserve) / 100
        table.loc[end, "tax"] = tax
        for column, amount, delay in (
            ("tax_paid", tax, plan.taxes.months_after_year),
            ("refund_paid", rest * float(plan.surplus.patronage) / 100, plan.surplus.paid_month),
        ):
            if end + delay <= plan.months:
                table.loc[end + delay, column] += amount


COLUMNS = (
    "sales receipts materials to_suppliers stock_change variable fixed member_pay employee_pay charges investments "
    "capital depreciation grants grant_income shares loans loan_fees interest principal tax tax_paid refund_paid"
).split()


def plan_in_pandas(plan: Plan) -> pd.DataFrame:
    """Cash and results of *plan* by month."""
    table = months_of(plan).assign(**dict.fromkeys(COLUMNS, 0.0))
    made = [sales(plan, product) for product in plan.products]
    for product, ledger in zip(plan.products, made, strict=True):
        table["sales"] += ledger["sales"].loc[table.index]
        table["receipts"] += ledger["receipts"].loc[table.index]
        for cost in plan.variable_costs:
            if cost.product in ("", product.key):
                table["variable"] += ledger["sales"].loc[table.index] * val(cost.percent) / 100
    materials(plan, made, table)
    for fixed in plan.fixed_costs:
        yearly = val(fixed.yearly) * (1 + float(fixed.growth) / 100) ** table["year"]
        table["fixed"] += yearly / 12 * (table["month"] >= fixed.first_month)
    people(plan, table)
    assets(plan, table)
    for call in plan.shares:
        table.loc[call.month, ["shares", "capital"]] += float(call.amount)
    loans(plan, table)
    costs = ["variable", "fixed", "member_pay", "employee_pay", "charges"]
    income = table[["sales", "stock_change", "grant_income"]].sum(axis=1)
    worn = table[["materials", *costs, "depreciation", "interest", "loan_fees"]].sum(axis=1)
    table["before_tax"] = income - worn
    close(plan, table)
    table["result"] = table["before_tax"] - table["tax"]
    came = table[["receipts", "shares", "grants", "loans"]].sum(axis=1)
    went = table[[
        "to_suppliers", *costs, "tax_paid", "investments", "loan_fees", "interest", "principal", "refund_paid"
    ]].sum(axis=1)  # fmt: skip
    table["cash"] = (came - went).cumsum()
    return table
