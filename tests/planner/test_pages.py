"""The plan's pages: questions with what follows, results, everything, scenarios; who may open them."""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import person
from tests.planner.factories import a_plan, inputs_of
from tests.projects.factories import a_group, a_member, a_project
from twiza.accounts.people import SESSION_KEY, Visitor
from twiza.planner import commands, steps
from twiza.planner.models import Plan
from twiza.projects import commands as projects
from twiza.projects.rooms import rooms
from twiza.sealing.keys import fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


@pytest.fixture
def founder():
    return person("founder@example.org", name="فاطمة")


@pytest.fixture
def plan(founder) -> Plan:
    return a_plan(by=founder)


def base(plan: Plan, language: str = "en") -> str:
    return f"/{language}/projects/{plan.project.public_id}/plan/{plan.public_id}/"


PAGES = ["", *(f"questions/{slug}/" for slug in steps.SLUGS), "inputs/", "results/", "statements/income/",
         "statements/cash/?year=2", "statements/balance/", "certainty/"]  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_a_founder(client: Client, founder, plan: Plan, page: str, language: str) -> None:
    client.force_login(founder)
    response = client.get(base(plan, language) + page)
    assert response.status_code == 200, response.content[:500]


def the_form(client: Client, address: str) -> dict[str, str]:
    """What the page's form would send as it stands."""
    response = client.get(address)
    found: dict[str, str] = {"version": str(response.context["version"]), "do": "keep"}
    for block in response.context["blocks"]:
        for one in block.fields:
            chosen = [choice.value for choice in one.field.choices if choice.chosen]
            first = [choice.value for choice in one.field.choices][:1]
            found[one.path] = (chosen or first or [one.field.value])[0]
    return found


def test_a_question_kept_as_it_stands_changes_nothing(client: Client, founder, plan: Plan) -> None:
    client.force_login(founder)
    for slug in steps.SLUGS:
        address = base(plan) + f"questions/{slug}/"
        response = client.post(address, the_form(client, address))
        assert response.status_code == 302, slug
    assert Plan.objects.get().version == 1
    assert response["Location"] == base(plan) + "results/"


def test_an_answer_is_kept_and_the_next_question_asked(client: Client, founder, plan: Plan) -> None:
    client.force_login(founder)
    address = base(plan) + "questions/products/"
    response = client.post(address, the_form(client, address) | {"products.honey.price": "1٥0,5"})

    assert response["Location"] == base(plan) + "questions/amounts/"
    assert str(inputs_of(plan).products[0].price.value) == "150.5"
    page = client.get(address).content.decode()
    assert "You said this." in page
    assert "From the model, an assumption:" in page


def test_a_monthly_amount_is_kept_for_the_year(client: Client, founder, plan: Plan) -> None:
    client.force_login(founder)
    address = base(plan) + "questions/amounts/"
    assert the_form(client, address)["products.honey.volume"] == "125"
    client.post(address, the_form(client, address) | {"products.honey.volume": "200"})
    assert inputs_of(plan).products[0].volume.value == 2400


def test_an_emptied_field_takes_the_models_figure_back(client: Client, founder, plan: Plan) -> None:
    commands.answer(plan=plan, by=founder, seen_version=1, changes={"products.honey.price": "150"})
    client.force_login(founder)
    address = base(plan) + "questions/products/"
    client.post(address, the_form(client, address) | {"products.honey.price": ""})
    assert (inputs_of(plan).products[0].price.value, Plan.objects.get().given) == (120, [])


def test_new_rows_are_added_from_their_fields(client: Client, founder, plan: Plan) -> None:
    client.force_login(founder)
    told = {
        "products": {"name": "Wax", "unit": "kg", "price": "40", "volume": "5"},
        "work": {"name": "Selling", "people": "1", "pay": "900", "who": "employees"},
        "investments": {"name": "Oven", "cost": "3000", "life_months": "5"},
        "fixed_costs": {"name": "Rent", "yearly": "500"},
        "shares": {"amount": "7000", "month": "2"},
        "loans": {"amount": "150000", "name": "Bank"},
        "grants": {"amount": "20000"},
    }
    pages = {"products": "products", "work": "people", "investments": "purchases", "fixed_costs": "costs"}
    pages |= {"shares": "own-money", "loans": "finance", "grants": "finance"}
    for rows, fields in told.items():
        address = base(plan) + f"questions/{pages[rows]}/"
        new = {f"new.{rows}.{name}": text for name, text in fields.items()}
        response = client.post(address, the_form(client, address) | new)
        assert response.status_code == 302, rows
    inputs = inputs_of(plan)
    assert (inputs.products[1].name, inputs.products[1].volume.value) == ("Wax", 60)
    assert (inputs.work[1].who, inputs.work[1].pay.value) == ("employees", 900)
    assert (inputs.investments[-1].name, inputs.investments[-1].life_months) == ("Oven", 60)
    assert (inputs.fixed_costs[-1].yearly.value, inputs.shares[-1].month) == (6000, 2)
    assert (inputs.loans[0].term, inputs.loans[0].amount, inputs.grants[0].amount.value) == (60, 150000, 20000)


def test_the_overview_counts_what_people_said(client: Client, founder, plan: Plan) -> None:
    loan = {"loans.own-1": {"amount": "1000", "month": 1, "term": 12}, "products.honey.price": "130"}
    commands.answer(plan=plan, by=founder, seen_version=1, changes=loan)
    client.force_login(founder)
    given = {step.slug: count for step, _href, count in client.get(base(plan)).context["steps"]}
    assert {slug for slug, count in given.items() if count} == {"products", "finance"}


def test_a_row_is_left_out(client: Client, founder, plan: Plan) -> None:
    client.force_login(founder)
    address = base(plan) + "questions/purchases/"
    client.post(address, the_form(client, address) | {"drop.investments.investment-2": "1"})
    assert [row.key for row in inputs_of(plan).investments] == ["investment-1"]


@pytest.mark.parametrize("do", ["keep", "reckon"])
def test_bad_input_keeps_what_was_typed_and_says_how_to_mend_it(client: Client, founder, plan: Plan, do: str) -> None:
    client.force_login(founder)
    address = base(plan) + "questions/products/"
    typed = {"products.honey.price": "very dear", "new.products.name": "<b>Wax</b>", "do": do}
    response = client.post(address, the_form(client, address) | typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="very dear"' in page
    assert "&lt;b&gt;Wax&lt;/b&gt;" in page
    assert "Write a number, for example 1500 or 2.5." in page
    assert Plan.objects.get().version == 1


def test_one_may_reckon_without_keeping(client: Client, founder, plan: Plan) -> None:
    client.force_login(founder)
    address = base(plan) + "questions/own-money/"
    typed = the_form(client, address) | {"new.shares.amount": "200000", "do": "reckon"}
    response = client.post(address, typed)

    assert response.status_code == 200
    assert response.context["shown"].missing == 0
    assert 'value="200000"' in response.content.decode()
    assert Plan.objects.get().version == 1


def test_any_change_is_reckoned_at_once_as_a_fragment(client: Client, founder, plan: Plan) -> None:
    client.force_login(founder)
    address = base(plan) + "questions/own-money/"
    typed = the_form(client, address) | {"new.shares.amount": "200000"}
    fragment = client.post(address + "preview/", typed).content.decode()
    wrong = client.post(address + "preview/", typed | {"new.shares.amount": "much"}).content.decode()

    assert fragment.lstrip().startswith('<section class="plan-summary" id="plan-summary"')
    assert ("Not kept yet." in fragment, "plan-missing" in fragment) == (True, False)
    assert "Write a number" in wrong
    assert Plan.objects.get().version == 1


def test_going_on_without_an_answer_changes_nothing(client: Client, founder, plan: Plan) -> None:
    client.force_login(founder)
    address = base(plan) + "questions/products/"
    response = client.post(address, the_form(client, address) | {"products.honey.price": "1", "do": "skip"})
    assert (response["Location"], Plan.objects.get().version) == (base(plan) + "questions/amounts/", 1)


@pytest.mark.parametrize("page", ["questions/costs/", "inputs/"])
def test_a_conflict_shows_both_and_overwrites_nothing(client: Client, founder, plan: Plan, page: str) -> None:
    client.force_login(founder)
    form = the_whole_form(client, plan, page)
    price, other = "inputs.input-1.price", "members" if page == "inputs/" else "fixed_costs.own-1.yearly"
    theirs = {"fixed_costs.own-1": {"name": "Rent", "yearly": {"value": "1200"}}, "members": 11, price: "7"}
    commands.answer(plan=plan, by=founder, seen_version=1, changes=theirs)
    response = client.post(base(plan) + page, form | {price: "9"})

    text = response.content.decode()
    assert response.status_code == 409
    assert 'id="conflict"' in text
    assert f'name="{price}" value="9"' in text
    assert [(now, mine) for _label, now, mine in response.context["differences"]] == [("7", "9")]
    assert (inputs_of(plan).inputs[0].price.value, inputs_of(plan).members) == (7, 11)

    shown = form_of(response)
    assert other in shown
    assert client.post(base(plan) + page, shown).status_code == 302
    after = inputs_of(plan)
    assert (after.inputs[0].price.value, after.members, after.fixed_costs[0].yearly.value) == (9, 11, 1200)


def the_whole_form(client: Client, plan: Plan, page: str) -> dict[str, str]:
    """What a browser would send of the page as it stands."""
    return form_of(client.get(base(plan) + page))


def form_of(response) -> dict[str, str]:
    """Names and values of the fields of the first form with a version."""
    form = re.search(r'<form method="post" id="plan-(?:form|inputs)".*?</form>', response.content.decode(), re.S)
    assert form
    found = {}
    for name, value in re.findall(r'<input[^>]*? name="([^"]+)"(?:[^>]*? value="([^"]*)")?', form[0]):
        if not name.startswith("drop."):
            found[name] = html.unescape(value)
    for name, inside in re.findall(r'<select[^>]*? name="([^"]+)".*?>(.*?)</select>', form[0], re.S):
        chosen = re.search(r'value="([^"]*)" selected', inside) or re.search(r'value="([^"]*)"', inside)
        found[name] = html.unescape(chosen[1]) if chosen else ""
    return found


def test_a_persons_figure_is_taken_back_by_a_button(client: Client, founder, plan: Plan) -> None:
    commands.answer(plan=plan, by=founder, seen_version=1, changes={"products.honey.price": "150"})
    client.force_login(founder)
    told = {"version": "2", "path": "products.honey.price", "step": "products"}
    response = client.post(base(plan) + "reset/", told)
    assert response["Location"] == base(plan) + "questions/products/"
    assert inputs_of(plan).products[0].price.value == 120


def everything(client: Client, plan: Plan) -> dict[str, str]:
    """What the page of all figures would send as it stands."""
    context = client.get(base(plan) + "inputs/").context
    cells = [*context["scalars"], *(c for t in context["tables"] for line in t.lines for c in line.cells)]
    found = {name: text for cell in cells for name, text in zip(cell.names, cell.texts, strict=True)}
    return found | {"version": str(context["version"])}


def test_all_figures_kept_as_they_stand_change_nothing(client: Client, founder, plan: Plan) -> None:
    client.force_login(founder)
    assert client.post(base(plan) + "inputs/", everything(client, plan)).status_code == 302
    assert Plan.objects.get().version == 1


def test_an_advisor_sees_every_figure_and_changes_a_copy(client: Client, plan: Plan) -> None:
    advisor = person("advisor@example.org", role="advisor", territory="01")
    client.force_login(advisor)
    page = client.get(base(plan) + "inputs/")
    assert (page.status_code, "Keep and reckon" in page.content.decode()) == (200, False)
    assert client.post(base(plan) + "inputs/", everything(client, plan) | {"members": "3"}).status_code == 403

    copied = client.post(base(plan) + "copy/", {"name": "Smaller"})
    own = Plan.objects.get(name="Smaller")
    assert copied["Location"] == base(own)
    told = everything(client, own) | {"members": "3", "products.honey.price.low": "90", "add": "loans"}
    assert client.post(base(own) + "inputs/", told).status_code == 302
    inputs = inputs_of(own)
    assert (inputs.members, inputs.products[0].price.low, len(inputs.loans)) == (3, 90, 1)
    assert client.get(base(own) + "questions/products/").status_code == 200


def test_a_wrong_figure_among_all_is_marked_and_kept(client: Client, founder, plan: Plan) -> None:
    client.force_login(founder)
    told = everything(client, plan) | {"products.honey.season": "1 2 3", "discount_rate": "lots"}
    response = client.post(base(plan) + "inputs/", told)
    page = response.content.decode()
    assert response.status_code == 422
    assert ('value="lots"' in page, 'value="1 2 3"' in page, page.count("aria-invalid")) == (True, True, 2)
    assert Plan.objects.get().version == 1


def test_scenarios_stand_side_by_side(client: Client, founder, plan: Plan) -> None:
    client.force_login(founder)
    for name, price in (("Dear", "200"), ("Cheap", "60"), ("Third", "100"), ("Fourth", "110")):
        made = commands.copy(plan=plan, by=founder, name=name)
        commands.answer(plan=made, by=founder, seen_version=1, changes={"products.honey.price": price})
    address = f"/en/projects/{plan.project.public_id}/plan/scenarios/"
    response = client.get(address)
    assert [column.label for column in response.context["columns"]][1:] == ["Our plan", "Dear", "Cheap", "Third"]
    sales = next(texts for label, texts in response.context["rows"] if label.startswith("Sales, Year") and "5" in label)
    assert len(set(sales)) == 4
    chosen = [str(one.public_id) for one in Plan.objects.filter(name__in=["Cheap", "Fourth"])]
    two = client.get(address, {"s": chosen})
    assert [column.label for column in two.context["columns"]][1:] == ["Cheap", "Fourth"]


def test_scenarios_are_changed_from_their_page(client: Client, founder, plan: Plan) -> None:
    client.force_login(founder)
    client.post(f"/en/projects/{plan.project.public_id}/plan/scenarios/add/", {"name": "Small"})
    small = Plan.objects.get(name="Small")
    client.post(base(small) + "change/", {"do": "rename", "version": "1", "name": "Smaller"})
    client.post(base(small) + "change/", {"do": "main"})
    client.post(base(plan) + "change/", {"do": "remove"})
    assert [(one.name, one.main) for one in Plan.objects.all()] == [("Smaller", True)]


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx", "json"])
def test_the_plan_is_taken_away(client: Client, founder, plan: Plan, form: str) -> None:
    client.force_login(founder)
    response = client.get(base(plan) + f"plan.{form}")
    assert response.status_code == 200
    assert f".{form}" in response["Content-Disposition"]
    assert len(response.content) > 500
    assert client.get(base(plan) + "plan.exe").status_code == 404


def test_a_visitor_plans_without_an_account(client: Client) -> None:
    session = client.session
    session[SESSION_KEY] = "a-secret-of-the-browser"
    session.save()
    client.cookies["sessionid"] = session.session_key
    project = a_project(by=Visitor(fingerprint("a-secret-of-the-browser", purpose="visitor")))
    start = client.get(f"/en/projects/{project.public_id}/plan/")
    assert "Begin the plan" in start.content.decode()
    begun = client.post(f"/en/projects/{project.public_id}/plan/begin/")
    plan = Plan.objects.get()
    assert begun["Location"] == base(plan)
    assert client.get(base(plan) + "questions/products/").status_code == 200
    assert client.get(f"/en/projects/{project.public_id}/plan/")["Location"] == base(plan)
    assert Client().get(base(plan)).status_code == 302


def test_an_own_idea_starts_from_an_empty_plan(client: Client, founder) -> None:
    plan = a_plan(by=founder, model=None, name="Bread", idea="We bake.")
    client.force_login(founder)
    for page in PAGES:
        assert client.get(base(plan) + page).status_code == 200, page
    assert client.get(base(plan) + "plan.pdf").status_code == 200


ADDRESSES = [*PAGES, "scale/", "plan.pdf", "plan.json"]
WRITES = ["questions/products/", "questions/products/preview/", "inputs/", "reset/", "change/", "copy/", "scale/"]


def test_whoever_does_not_belong_is_refused_at_each_address(client: Client) -> None:
    group = a_group(5)
    plan = a_plan(group)
    left = a_member(group, "left@example.org")
    projects.remove_founder(founder=group.founders.get(user=left), by="command-line")
    stranger = person("stranger@example.org")
    elsewhere = person("elsewhere@example.org", role="advisor", territory="02")
    officer = person("officer@example.org", role="analyst", territory="01.01")
    whole = f"/en/projects/{group.public_id}/plan/"
    for somebody in (left, stranger, elsewhere, officer):
        client.force_login(somebody)
        for page in ADDRESSES:
            assert client.get(base(plan) + page).status_code == 403, (somebody, page)
        for page in WRITES:
            assert client.post(base(plan) + page, {}).status_code == 403, (somebody, page)
        assert {client.get(whole).status_code, client.get(whole + "scenarios/").status_code} == {403}
        assert {client.post(whole + "begin/").status_code, client.post(whole + "scenarios/add/").status_code} == {403}
    client.logout()
    for page in ADDRESSES:
        assert "/account/login/" in client.get(base(plan) + page)["Location"]
    for page in WRITES:
        assert "/account/login/" in client.post(base(plan) + page, {})["Location"]
    assert Plan.objects.get().version == 1


def test_a_plan_of_another_project_is_not_found_under_this_one(client: Client, founder, plan: Plan) -> None:
    other = a_project(by=founder, model="saffron")
    client.force_login(founder)
    address = f"/en/projects/{other.public_id}/plan/{plan.public_id}/"
    assert client.get(address).status_code == 404
    assert client.get(base(plan) + "questions/nothing/").status_code == 404
    assert client.get(base(plan) + "statements/nothing/").status_code == 404


def test_pages_ask_the_database_as_often_for_one_scenario_as_for_three(client: Client, founder, plan: Plan) -> None:
    client.force_login(founder)
    addresses = [base(plan) + page for page in ("", "questions/products/", "inputs/", "results/", "certainty/")]
    addresses.append(f"/en/projects/{plan.project.public_id}/plan/scenarios/")

    def counted() -> list[int]:
        found = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    one = counted()
    for name in ("Second", "Third"):
        commands.copy(plan=plan, by=founder, name=name)
        commands.answer(
            plan=plan,
            by=founder,
            seen_version=Plan.objects.get(pk=plan.pk).version,
            changes={f"fixed_costs.{name.lower()}": {"name": name, "yearly": {"value": "10"}}},
        )
    assert counted() == one


def test_the_room_of_the_plan_says_how_it_stands(client: Client, founder) -> None:
    project = a_project(by=founder)
    room = next(one for one in rooms() if one.name == "plan")
    assert (room.state(project), room.done(project)) == (
        "Not begun: five years of money from the model's figures.",
        False,
    )
    plan = a_plan(project, by=founder)
    assert room.state(project).startswith("Money is missing")
    changes = {"shares.own-1": {"amount": "200000", "month": 1}}
    commands.answer(plan=plan, by=founder, seen_version=1, changes=changes)
    assert (room.done(project), room.address(project)) == (True, f"/en/projects/{project.public_id}/plan/")


def test_pay_below_the_minimum_wage_is_told_on_the_plans_pages_and_is_no_refusal(client: Client, founder) -> None:
    plan = a_plan(by=founder)
    work = inputs_of(plan).work[0].key
    client.force_login(founder)
    for pay, told in (("2999", True), ("3000", False)):
        answers = the_form(client, base(plan) + "questions/people/") | {f"work.{work}.pay": pay}
        assert client.post(base(plan) + "questions/people/", answers).status_code == 302
        for page in ("", "results/"):
            assert ("less than a minimum wage" in client.get(base(plan) + page).content.decode()) is told, page
