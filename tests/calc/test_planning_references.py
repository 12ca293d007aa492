"""The plan beside an independent library, and beside published appraisals of rural projects.

Only figures that we read in the publication are compared, and each difference is explained where it is asserted.
``docs/planning-method.md`` has the list of publications.
"""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import numpy_financial as npf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calc.plans import exactly, plain, plans
from twiza.calc.planning import compute
from twiza.calc.planning.finance import instalment, lend
from twiza.calc.planning.inputs import FixedCost, Grant, Input, Investment, Loan, Plan, Product, ShareCall, VariableCost
from twiza.calc.planning.worth import internal_rate, monthly_rate, present_value, recovered, yearly_percent

D = Decimal
money = st.decimals(-100_000, 100_000, places=2)


# --- numpy-financial ---------------------------------------------------------------------------------------------


@given(st.lists(money, min_size=1, max_size=60), st.decimals(0, "0.5", places=4))
@settings(max_examples=100)
def test_present_value_is_that_of_numpy_financial(flows, rate):
    theirs = npf.npv(float(rate), [float(flow) for flow in flows])
    assert abs(float(present_value(rate, flows)) - theirs) < 0.0051


@given(st.decimals(1, 500_000, places=2), st.lists(st.decimals(0, 50_000, places=2), min_size=2, max_size=60))
@settings(max_examples=100, deadline=None)
def test_internal_rate_is_that_of_numpy_financial_where_there_is_one(outlay, returns):
    flows = [-outlay, *returns]
    ours, reason = internal_rate(flows)
    theirs = npf.irr([float(flow) for flow in flows])
    if ours is not None:
        assert ours == pytest.approx(theirs, abs=1e-8)
    elif reason == "beyond":
        assert theirs > 0.199
    else:
        assert reason == "never_recovered"
        assert np.isnan(theirs) or theirs < -0.099


@given(
    st.decimals(100, 1_000_000, places=2), st.decimals("0.1", 40, places=2), st.integers(1, 120), st.integers(0, 24)
)  # fmt: skip
@settings(max_examples=80, deadline=None)
def test_instalments_interest_and_capital_are_those_of_numpy_financial(amount, rate, parts, grace):
    """Theirs are not rounded: a schedule in cents drifts by at most a cent a payment, made good in the last one."""
    i = float(rate) / 1200
    loan = Loan("L", amount, 1, parts + grace, rate, grace)
    ledger = lend(loan, 160)
    assert abs(float(instalment(amount, rate, parts)) + npf.pmt(i, parts, float(amount))) <= 0.0051
    for k in (1, parts // 2, parts - 1):
        if 1 <= k < parts:
            drift = 0.01 * (k + 1) * (1 + i) ** k
            assert abs(float(ledger.interest[grace + k]) + npf.ipmt(i, k, parts, float(amount))) <= drift
            assert abs(float(ledger.principal[grace + k]) + npf.ppmt(i, k, parts, float(amount))) <= drift
    assert all(interest == ledger.interest[1] for interest in ledger.interest[1 : grace + 1])


@given(plans())
@settings(max_examples=60, deadline=None)
def test_the_value_of_a_whole_plan_is_that_of_numpy_financial(plan):
    result = compute(plan)
    flows = [float(flow) for flow in result.project_flows]
    rate = (1 + float(plan.discount_rate) / 100) ** (1 / 12) - 1
    assert float(result.indicators.npv) == pytest.approx(npf.npv(rate, flows), abs=0.0051, rel=1e-12)
    if result.indicators.irr is not None:
        at_rate = npf.npv((1 + float(result.indicators.irr) / 100) ** (1 / 12) - 1, flows)
        near = [npf.npv((1 + (float(result.indicators.irr) + s) / 100) ** (1 / 12) - 1, flows) for s in (-0.01, 0.01)]
        assert min(near) - 1e-6 <= at_rate <= max(near) + 1e-6
        assert min(near) <= 1e-6
        assert max(near) >= -1e-6


@pytest.mark.parametrize(
    ("flows", "reason"),
    [
        ([5, 5], "no_outlay"),
        ([-10, 1, 1], "never_recovered"),
        ([-1, 100], "beyond"),
        ([-1000, 2150, -1155], "several"),  # 5 % and 10 % both fit: 2.15 = 1.05 + 1.10, 1.155 = 1.05 × 1.10
    ],
)
def test_no_internal_rate_is_said_with_its_reason(flows, reason):
    assert internal_rate([D(flow) for flow in flows]) == (None, reason)


def test_an_outlay_that_comes_back_is_recovered_in_the_month_after_which_it_never_lacks():
    assert recovered([D(-10), D(12), D(-5), D(4)]) == 4
    assert recovered([D(3)]) == 1


# --- published appraisals ----------------------------------------------------------------------------------------


def test_fao_fish_pond_of_125_square_metres():
    """FAO field document AC584E, *Annex: Economic calculation* (www.fao.org/docrep/field/003/AC584E/AC584E04.htm).

    Published, Table 1: investment 12,817 in year 1 and 341 in each later year, contingencies of 10 % included;
    operation 573.50 a year against 90 without the project; benefits 3,937 against 127; so an incremental net benefit
    of (9,490) in year 1 and 2,986 in each of the nine others. Table 2 discounts them at 13 %: year 1 has the factor
    0.885, 3,371 of benefits and 11,770 of costs.

    Differences: they round 9,490.5 to 9,490, and 2,985.5 (their cost 914.5 written 914) to 2,986, so ours are half a
    unit off. They discount year 1 by one whole year, as if all of it happened at its end; with that convention ours
    are 3,371.68 and 11,769.91, the rest being their factor of three digits. A plan of ours counts month by month and
    its first month is now: the pond is dug at once, undiscounted, and earns throughout the year. So its value is
    4,730.94 where year ends give 5,159.45, and its rate 23.27 % a year, where their flows, a year apart, give 28.1 %:
    a pond is not paid for on the last day of the year in which it is dug.
    """
    pond = Plan(
        members=1,
        products=(Product("fish", "Fish", "pond", exactly(3937 - 127), exactly(1)),),
        fixed_costs=(FixedCost("Operation", exactly("483.5")),),
        investments=(
            Investment("Pond", exactly(12817), 1, 120, renewed=False),
            *(Investment("Upkeep", exactly(341), month, 12, renewed=False) for month in range(13, 121, 12)),
        ),
        discount_rate=D(13),
        months=120,
    )
    result = compute(pond)
    flows = [sum(result.project_flows[start : start + 12]) for start in range(0, 120, 12)]
    published = [D(-9490)] + [D(2986)] * 9
    # 483.50 / 12 is 40.2917: twelve payments in cents are 483.48.
    assert all(abs(ours - theirs) <= D("0.53") for ours, theirs in zip(flows, published, strict=True))
    assert present_value(D("0.13"), [D(0), D(3810)]) == D("3371.68")
    assert present_value(D("0.13"), [D(0), D(13300)]) == D("11769.91")
    assert present_value(D("0.13"), [D(0), *flows]) == D("5159.45")
    assert result.indicators.npv == D("4730.94")
    assert result.indicators.irr == D("23.27")
    a_year_apart = [flow for year in published for flow in (year, *[D(0)] * 11)]
    rate, _ = internal_rate(a_year_apart)
    assert rate is not None
    assert float(yearly_percent(rate)) == pytest.approx(100 * npf.irr([float(flow) for flow in published]), abs=0.006)
    assert round(yearly_percent(rate), 1) == D("28.1")


def test_fao_shrimp_cooperative():
    """FAO field document AB892E (Indonesia), *Appendix VII,12: Proceed of shrimp production and sales by the
    cooperative member* (www.fao.org/docrep/field/003/AB892E/AB892E10.htm).

    Published for years I to VI (30, 60, 70, 80, 90, 100 % of the last year's tonnage): bought from members at 1,200 a
    kg, 36,450 kg for 43,740,000 in year I to 121,500 kg for 145,800,000 in year VI; sold in Jakarta, size A at 3,000
    and size B at 2,500, together 52,852,500; 105,705,000; 123,322,500; 140,940,000; 158,557,500; 176,175,000. Half of
    the weight is left to sell. Ice at 40 for each kg sold is 729,000 in year I; processing at 10 is printed as
    18.250 there, a misprint of 182,250 as the other years show (364,500 in year II, 425,250 in year III).

    Ours are equal to the rupiah, but for the months: a twelfth of 48,600 kg × 30 % is a whole number of grams, and
    cents add up to whole rupiahs.
    """
    ramp = tuple(map(D, (30, 60, 70, 80, 90, 100)))
    plan = Plan(
        members=70,
        months=72,
        products=(
            Product("a", "Size A", "kg", exactly(3000), exactly(48600), ramp_up=ramp),
            Product("b", "Size B", "kg", exactly(2500), exactly(12150), ramp_up=ramp),
        ),
        inputs=(
            Input("Shrimp from members", "kg", exactly(1200), exactly(2)),
            Input("Ice", "kg", exactly(40), exactly(1)),
            Input("Processing", "kg", exactly(10), exactly(1)),
        ),
    )
    result = compute(plan)
    sales = [52_852_500, 105_705_000, 123_322_500, 140_940_000, 158_557_500, 176_175_000]
    bought = [43_740_000, 87_480_000, 102_060_000, 116_640_000, 131_220_000, 145_800_000]
    ice_and_processing = [729_000 + 182_250, 2 * 729_000 + 364_500]
    assert result.income["sales"].years == tuple(map(D, sales))
    materials = result.income["materials"].years
    assert [materials[0] - bought[0], materials[1] - bought[1]] == ice_and_processing
    assert [year.break_even.turnover for year in result.years] == [D(0)] * 6
    by_size = [product.sales.years[0] for product in result.products]
    assert by_size == [D(43_740_000), D(9_112_500)]


def test_nhb_litchi_orchard_on_a_term_loan():
    """National Horticulture Board of India, model project *Cultivation of litchi (with drip irrigation)*, Annexure V,
    cash flow statement, thousands of rupees
    (nhb.gov.in/model-project-reports/Horticulture%20Crops/Litchi/Litchi2_files/sheet001.htm).

    Published: fixed assets of 150.00 in year 0 from the farmer's share 75.00, a subsidy of 30.00 and a term loan of
    45.00; then sources of 8.20, 17.04, 30.12 and 44.90 (net profit + depreciation of 6.89), of which the loan takes
    4.09, 8.18, 8.18 and 8.18.

    The loan is one of equal capital: 45 in 66 months after six months of grace, which gives 4.0909 and 8.1818 a year,
    theirs to two decimals. What remains of the money in hand, 4.11, 8.86, 21.94 and 36.72 a year, is their sources
    less the repayment; ours is the same to a hundredth. Their net profit is after interest, so the loan's interest is
    left out here; their year 0 is our first month, with the first payment a month later.
    """
    profit = [D("1.31"), D("10.15"), D("23.23"), D("38.01")]
    ramp = tuple(one / profit[3] * 100 for one in (p + D("6.89") for p in profit))
    plan = Plan(
        members=1,
        months=48,
        products=(Product("litchi", "Litchi", "orchard", exactly("38010"), exactly(1), ramp_up=ramp),),
        investments=(Investment("Orchard and drip", exactly(150_000), 1, 0),),
        shares=(ShareCall(1, D(75_000)),),
        grants=(Grant("Subsidy", exactly(30_000), 1),),
        loans=(Loan("Term loan", D(45_000), 1, 72, D(0), 6, "interest", "equal_capital"),),
    )
    result = compute(plan)
    thousand = D(1000)
    # Our first payment comes in month 8 (loan in month 1, six months of grace), theirs in month 7 of their year I.
    shifted = [sum(result.loans[0].principal.months[start : start + 12]) for start in range(1, 37, 12)]
    assert [round(one / thousand, 2) for one in shifted] == [D("4.09"), D("8.18"), D("8.18")]
    assert D(45_000) - result.balance["loans"].years[-1] == sum(result.loans[0].principal.months)
    sources = [round(year / thousand, 2) for year in result.cash["operating_cash"].years]
    assert sources == [D("8.20"), D("17.04"), D("30.12"), D("44.90")]
    left = [round((s - p) / thousand, 2) for s, p in zip(result.cash["operating_cash"].years, shifted, strict=False)]
    assert left == [D("4.11"), D("8.86"), D("21.94")]
    assert result.cash["closing_cash"].months[0] >= 0


def test_small_loan_on_a_declining_balance():
    """*Report on Costs and Interest Rates in the Small Loans Sector* (South Africa, Usury Act 73 of 1968), Annex IV,
    *Interest rate calculations*, table I, after the World Bank's microfinance handbook
    (www.acts.co.za/usury-act-1968/annex_iv_interest_rate_calculations_1_.php).

    Published: of 1,000 repaid in twelve equal monthly payments, 524.79 is still owed after the sixth. The page's
    text that we read does not name the rate; 20 % a year is the round one that gives it.

    Ours is the same to the cent, as payments of 92.63 and interest are rounded to the cent each month; without these
    roundings 524.77 would be owed.
    """
    ledger = lend(Loan("Small", D(1000), 1, 12, D(20)), 13)
    assert instalment(D(1000), D(20), 12) == D("92.63")
    assert ledger.balance[6] == D("524.79")
    assert ledger.balance[12] == 0


def test_ruralinvest_tilapia_group_counts_a_donation_at_its_whole_worth():
    """FAO RuralInvest, complete report *Fish Pond Tilapia 3000 Industrial 2 Cycles*, Oudomxay, project summary
    (fdocuments.in/document/fish-pond-tilapia-3000-industrial-2-cycles-income-.html).

    Published, in kip: a donation of 15,700,000, own resources of 6,500,000 and 8,177,085 of working capital to be
    financed, together 30,377,085 (51.6837, 21.3977 and 26.9186 %); NPV 18,698,552 of the total investment and
    34,398,552 of the applicant's. The part of the report that we read has no yearly flows, so its IRR (30.52 % and
    119.07 %) cannot be recomputed.

    Their two values differ by the donation to the kip: what comes at the start is not discounted. Ours is the same
    convention, which the plan here shows: with the same three amounts, and the donation as a flow of the first month,
    its value grows by just the donation. (Our NPV of a plan is theirs of the total investment: before any grant.)
    """
    donation, own, working = D(15_700_000), D(6_500_000), D(8_177_085)
    total = donation + own + working
    assert total == D(30_377_085)
    shares = [(part / total * 100).quantize(D("0.0001")) for part in (donation, own, working)]
    assert shares == [D("51.6837"), D("21.3977"), D("26.9186")]
    assert D(34_398_552) - D(18_698_552) == donation
    pond = replace(
        plain(),
        investments=(Investment("Pond", exactly("22200000"), 1, 60, renewed=False),),
        grants=(Grant("Donation", exactly(15_700_000), 1, 60),),
        shares=(ShareCall(1, own),),
    )
    result = compute(pond)
    flows = list(result.project_flows)
    applicant = [flows[0] + donation, *flows[1:]]
    rate = monthly_rate(pond.discount_rate)
    assert present_value(rate, applicant) - result.indicators.npv == donation
    assert compute(replace(pond, grants=())).indicators.npv == result.indicators.npv


def test_hp_investment_of_eight_years_with_its_value_and_rate():
    """Hewlett-Packard, learning modules *HP 12C Net Present Value* and *HP 12C Internal Rate of Return*, version 1.0,
    example 5 of each (www.easymanua.ls/hp/12c/manual/85944 and …/1142689, page 6): the one publication of which we
    read every yearly flow and both results.

    Published: −130,000 at once, then 7,000; −9,500; twice 20,000; twice 12,000; −8,000 and 178,500 after one to
    eight years. Net present value at 8 %: 6,413.11; internal rate: 8.77 %.

    No difference: flows a whole number of years apart are discounted by (1 + r)^(months / 12), as ours are by month.
    The second outlays are things used up at once here, so that nothing is left of them at the end.
    """
    flows = [D(one) for one in (-130_000, 7_000, -9_500, 20_000, 20_000, 12_000, 12_000, -8_000, 178_500)]
    assert present_value(D("0.08"), flows) == D("6413.11")
    rate, _ = internal_rate(flows)
    assert rate is not None
    assert round(100 * rate, 2) == 8.77
    plan = Plan(
        members=1,
        months=108,
        products=(
            Product(
                "rent", "Rent", "year", exactly(1), exactly(20_000), season=(D(12), *[D(0)] * 11),
                ramp_up=tuple(map(D, ("0", "35", "0", "100", "100", "60", "60", "0", "892.5"))),
            ),
        ),
        investments=tuple(
            Investment("Outlay", exactly(cost), month, 1, renewed=False)
            for cost, month in ((130_000, 1), (9_500, 25), (8_000, 85))
        ),
        discount_rate=D(8),
    )  # fmt: skip
    result = compute(plan)
    assert list(result.project_flows[::12]) == flows
    assert (result.indicators.npv, result.indicators.irr) == (D("6413.11"), D("8.77"))


def test_hp_duplex_that_is_sold_after_five_years():
    """Hewlett-Packard, *HP 12c financial calculator, user's guide*, edition 4, page 60: 80,000 paid, then −500;
    4,500; 5,500; 4,500 and 130,000; net present value at 13 %: 212.18. Ours is the same to the cent."""
    assert present_value(D("0.13"), list(map(D, (-80_000, -500, 4_500, 5_500, 4_500, 130_000)))) == D("212.18")


def test_ranch_that_turns_wheat_into_native_range():
    """*Net Present Value Analysis – Converting Wheat to Native Range*, table 4, High Noon Ranch
    (beibaobear.com/net-present-value-analysis-converting-wheat-to-native-range.html), dollars an acre, 7 %.

    Published: 89.93 laid out, nothing for two years, then 23.18 less 14.47, 8.71 a year, whose present values from
    year 3 to year 7 are 7.11, 6.64, 6.21, 5.80 and 5.42. Their total was not in the part that we read. Ours are the
    same to the cent.
    """
    yearly = D("23.18") - D("14.47")
    worth_of = [present_value(D("0.07"), [D(0)] * year + [yearly]) for year in range(3, 8)]
    assert worth_of == list(map(D, ("7.11", "6.64", "6.21", "5.80", "5.42")))


def test_a_cost_of_each_sale_and_a_price_lowered_by_it_are_worth_the_same():
    """A check of ours, not a publication: 10 % of each sale is a tenth of the price."""
    given = plain()
    cheaper = replace(given, products=(replace(given.products[0], price=exactly(18)),))
    charged = replace(given, variable_costs=(VariableCost("Stall", exactly(10)),))
    assert compute(cheaper).indicators.npv == compute(charged).indicators.npv
