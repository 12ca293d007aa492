"""The workbook recalculates, in LibreOffice, to the plan's figures: as it is, and after a bank has changed it."""

import datetime
import io
import time
import zipfile
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given, settings

from tests.calc.plans import exactly, plain, plans, whole
from tests.planner.factories import MODELS, definition
from tests.planner.recalculation import changed, differences, expected, formulas, recalculated, shown, unlike
from twiza.calc.planning import compute
from twiza.calc.planning.inputs import Charges, Grant, Loan, Plan, ShareCall, Spread, Surplus
from twiza.planner.from_model import Group, first_plan
from twiza.planner.workbook import lay, workbook
from twiza.planner.workbook.file import saved

D = Decimal


def part(plan: Plan, items_of: str, number: int, /, **changes: Any) -> Plan:
    """*plan* with one of its items changed."""
    items = list(getattr(plan, items_of))
    items[number] = replace(items[number], **changes)
    return replace(plan, **{items_of: tuple(items)})


def of_example(name: str) -> Plan:
    """The plan that a project model of the invented country begins with, with money for it."""
    path = next(one for one in MODELS if one.stem == name and "example" in one.parts)
    plan = first_plan(definition(path), group=Group(members=8), start=datetime.date(2027, 3, 1)).to_plan("en")
    needed = sum((one.cost.value for one in plan.investments), D(0))
    return replace(
        plan,
        shares=(ShareCall(1, D(40000)), ShareCall(7, D(10000))),
        grants=(Grant("Programme", exactly("30000.55"), 3, 60, "accepted"),),
        loans=(
            Loan("Bank", round(needed / 2, 2), 1, 48, D("6.75"), 6),
            Loan("Islamic bank", round(needed / 4, 2), 2, 90, D("5.5"), 0, "murabaha"),
        ),
        taxes=whole().taxes,
        charges=whole().charges,
        surplus=whole().surplus,
    )


PLANS = {
    "plain": plain(),
    "whole": whole(),
    "empty": Plan(members=3),
    "losses": part(
        replace(whole(), taxes=replace(whole().taxes, losses_carried=False)), "products", 0, price=exactly(260)
    ),
    "two years": replace(whole(), months=24, first_calendar_month=3, loans=whole().loans[:2]),
    "rounding": replace(
        part(whole(), "products", 0, price=exactly("449.995"), volume=exactly("1999.99"), stock_months=D("0.33")),
        members=7,
        surplus=Surplus(D("7.77"), None, D("3.33"), D("33.33"), 12),
        charges=Charges(D("8.985"), D("6.745")),
    ),
    **{name: of_example(name) for name in ("honey", "saffron", "seaweed", "waste-sorting")},
}

CHANGES: dict[str, tuple[dict[str, Any], Any]] = {
    "price": ({"products.0.price": 512.5}, lambda p: part(p, "products", 0, price=Spread(D("512.5")))),
    "customers pay later": ({"products.0.customer_days": 120}, lambda p: part(p, "products", 0, customer_days=120)),
    "less stock": ({"products.0.stock_months": 0.25}, lambda p: part(p, "products", 0, stock_months=D("0.25"))),
    "begins in May": ({"first_calendar_month": 5}, lambda p: replace(p, first_calendar_month=5)),
    "store": ({"inputs.0.stock_months": 3}, lambda p: part(p, "inputs", 0, stock_months=D(3))),
    "employees": ({"charges.employer": 30}, lambda p: replace(p, charges=replace(p.charges, employer=D(30)))),
    "shorter loan": (
        {"loans.0.term": 24, "loans.0.grace": 0, "loans.0.rate": 9},
        lambda p: part(p, "loans", 0, term=24, grace=0, rate=D(9)),
    ),
    "a loan of another kind": (
        {"loans.0.kind": "Murabaha", "loans.1.repayment": "Equal payments"},
        lambda p: part(part(p, "loans", 0, kind="murabaha"), "loans", 1, repayment="equal_instalments"),
    ),
    "no grant": ({"grants.0.amount": 0}, lambda p: part(p, "grants", 0, amount=exactly(0))),
    "short life": (
        {"investments.0.life_months": 20, "investments.1.in_kind": 0},
        lambda p: part(part(p, "investments", 0, life_months=20), "investments", 1, in_kind=False),
    ),
    "tax": (
        {"taxes.bands.1.percent": 45, "taxes.exempt_below_turnover": None, "taxes.months_after_year": 7},
        lambda p: replace(
            p,
            taxes=replace(
                p.taxes,
                bands=(p.taxes.bands[0], replace(p.taxes.bands[1], percent=D(45)), p.taxes.bands[2]),
                exempt_below_turnover=None,
                months_after_year=7,
            ),
        ),
    ),
    "surplus": (
        {"surplus.legal_reserve": 20, "surplus.reserve_ceiling": None, "surplus.patronage": 100, "members": 12},
        lambda p: replace(
            p, members=12, surplus=replace(p.surplus, legal_reserve=D(20), reserve_ceiling=None, patronage=D(100))
        ),
    ),
    "discount": ({"discount_rate": 3.5}, lambda p: replace(p, discount_rate=D("3.5"))),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("workbooks")


def test_every_figure_of_every_plan_is_what_libreoffice_computes(folder):
    results = {name: compute(plan) for name, plan in PLANS.items()}
    books = {name: lay(plan, results[name], name)[0] for name, plan in PLANS.items()}
    place = folder / "plans"
    place.mkdir()
    files = {name: saved(book, rtl=False) for name, book in books.items()}
    after = recalculated(place, files)
    for name, book in books.items():
        figures = expected(PLANS[name], results[name])
        assert set(figures) == set(book.places), name
        assert differences(after[name], book, figures) == [], name
        wrong = {cell: value for cell, value in after[name].items() if isinstance(value, str) and value.startswith("#")}
        assert wrong == {}, name
        assert unlike(files[name], after[name]) == [], name


@given(plans())
@settings(max_examples=15, deadline=None)
def test_formulas_come_to_the_figures_of_any_plan_whatever_opens_them(plan):
    """What stands beside each formula is worked out from the formula, and is the plan's own figure."""
    result = compute(plan)
    book, _known = lay(plan, result, "x")
    assert differences(shown(saved(book, rtl=False)), book, expected(plan, result)) == []


def test_every_formula_has_its_value_for_viewers_that_cannot_reckon():
    content = workbook(whole(), compute(whole()), language="ar", title="x")
    there = formulas(content)
    assert len(there) > 10_000
    assert there <= set(shown(content))
    assert not there & set(shown(changed(content, {})))


def test_after_a_bank_has_changed_an_assumption_the_workbook_is_the_plan_computed_anew(folder):
    plan = whole()
    book, known = lay(plan, compute(plan), "x")
    content = saved(book, rtl=False)
    files = {
        name: changed(content, {known.cells[path]: value for path, value in cells.items()})
        for name, (cells, _change) in CHANGES.items()
    }
    place = folder / "changed"
    place.mkdir()
    after = recalculated(place, files)
    before = expected(plan, compute(plan))
    for name, (_cells, change) in CHANGES.items():
        other = change(plan)
        figures = expected(other, compute(other))
        assert figures != before, name
        assert differences(after[name], book, figures) == [], name


def test_the_indicators_as_first_computed_stand_beside_the_live_ones(folder):
    plan = whole()
    result = compute(plan)
    book, _known = lay(plan, result, "x")
    sheet, (cell,) = book.places["indicators.npv"]
    read = openpyxl.load_workbook(io.BytesIO(saved(book, rtl=False)))[sheet]
    assert read[cell].data_type == "f"
    assert Decimal(str(read[cell.replace("C", "D")].value)) == result.indicators.npv


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\x01=1+1", '=cmd|"/c calc"!A1', 'a"&B1&"', "{c} @3 ~4 'x'!A1"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_never_run_as_a_formula(name):
    """Names stand in cells of text, and in no formula."""
    plan = whole()
    for items in ("products", "inputs", "variable_costs", "fixed_costs", "work", "investments", "grants", "loans"):
        plan = part(plan, items, 0, name=name)
    plan = part(part(plan, "products", 0, unit=name), "inputs", 0, unit=name)
    harmless = whole()
    given, asked = (
        openpyxl.load_workbook(io.BytesIO(workbook(one, compute(one), language="en", title=title)))
        for one, title in ((plan, name), (harmless, "Plan"))
    )
    for sheet in asked.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                other = given[sheet.title][cell.coordinate]
                assert (other.data_type == "f") == (cell.data_type == "f"), (sheet.title, cell.coordinate)
                if cell.data_type == "f":
                    assert other.value == cell.value
    assert given.worksheets[0]["A1"].value.lstrip("'\t") in (name, name.lstrip("\t\x01"))


@pytest.mark.parametrize(("language", "rtl"), [("ar", True), ("fr", False), ("en", False)])
def test_sheets_run_from_the_right_where_the_language_does(language, rtl):
    book = openpyxl.load_workbook(io.BytesIO(workbook(plain(), compute(plain()), language=language, title="x")))
    assert len(book.worksheets) == 5
    assert {bool(sheet.sheet_view.rightToLeft) for sheet in book.worksheets} == {rtl}


def test_words_are_those_of_the_language():
    with translation.override("fr"):
        title = translation.gettext("Assumptions")
    book = openpyxl.load_workbook(io.BytesIO(workbook(plain(), compute(plain()), language="fr", title="x")))
    assert book.worksheets[0].title == title


def test_inputs_are_coloured_and_only_they_are_values():
    plan = whole()
    book, known = lay(plan, compute(plan), "x")
    read = openpyxl.load_workbook(io.BytesIO(saved(book, rtl=False)))
    for path, (sheet, address) in known.cells.items():
        cell = read[sheet][address]
        if cell.data_type != "f" and not path.startswith(("kinds", "ways")):
            assert cell.fill.fgColor.rgb.endswith("FFF2CC"), path
    for sheet in ("By month", "By year"):
        for row in read[sheet].iter_rows(min_row=5, min_col=3):
            assert all(cell.value is None or cell.data_type == "f" for cell in row)


def test_readers_recalculate_when_they_open_it():
    content = workbook(plain(), compute(plain()), language="en", title="x")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")


def test_it_is_made_in_less_than_half_a_second():
    plan, result = whole(), compute(whole())
    times = []
    for _ in range(3):
        start = time.process_time()
        workbook(plan, result, language="ar", title="x")
        times.append(time.process_time() - start)
    assert min(times) < 0.5
