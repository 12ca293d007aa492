"""Private addresses of the register: each is refused to everybody but those in charge."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tests.accounts.factories import person
from tests.registry.factories import cooperative, manager_of, place
from tests.registry.test_loading import GOOD, checked, line, upload
from twiza.accounts.commands import give_role
from twiza.accounts.models import User
from twiza.registry import commands
from twiza.registry.commands import NewMember
from twiza.registry.loading import writing
from twiza.registry.models import Cooperative, Import

pytestmark = pytest.mark.usefixtures("country")
OF_ONE = ["publish", "correct", "members"]
OF_A_LOAD = {
    "load": "get", "load-columns": "get", "load-report": "get", "load-decide": "post", "load-places": "post",
    "load-all": "post", "load-undo": "post", "load-stop": "post",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


def ask(client: Client, who: User | None, name: str, *args: object, method: str = "get", **data: Any) -> Any:
    client.logout()
    if who:
        client.force_login(who)
    return getattr(client, method)(reverse(f"registry:{name}", args=args), data)


def strangers(made: Cooperative) -> list[User]:
    """Signed in without a role; in charge elsewhere; manager of another; manager no longer; advisor of the place."""
    former = manager_of(made, "former@example.org")
    former.role_assignments.all().delete()
    return [
        person("stranger@example.org"),
        person("officer2@example.org", role="authority_officer", territory="02"),
        person("analyst2@example.org", role="analyst", territory="02"),
        person("advisor@example.org", role="advisor", territory="01"),
        manager_of(cooperative("تعاونية أخرى", territory="01.01.11"), "other@example.org"),
        former,
    ]


def test_what_is_for_those_in_charge_is_refused_to_others(client: Client) -> None:
    made = cooperative()
    every: list[tuple[str, list[object]]] = [(one, [made.public_id]) for one in OF_ONE]
    for name, args in [*every, ("members-table", [made.public_id, "csv"])]:
        for method in ("get",) if name.startswith("members") else ("get", "post"):
            anonymous = ask(client, None, name, *args, method=method)
            assert (anonymous.status_code, "login" in anonymous["Location"]) == (302, True)
            for who in strangers(made) if (name, method) == ("publish", "get") else User.objects.order_by("pk"):
                assert ask(client, who, name, *args, method=method).status_code == 403, (name, str(who))


def test_a_load_is_refused_to_others(client: Client) -> None:
    made, load = cooperative(), checked(GOOD, territory="01")
    for who in [None, *strangers(made), manager_of(made), person("o@example.org", role="authority_officer")]:
        expected = 403 if who else 302
        for name, method in OF_A_LOAD.items():
            args = [load.public_id, *(["csv"] if name == "load-report" else [])]
            assert ask(client, who, name, *args, method=method).status_code == expected, (name, str(who))
        assert ask(client, who, "load-new", "01").status_code == expected
    assert (ask(client, None, "loads").status_code, Import.objects.get().state) == (302, "preview")


def test_after_a_decision_one_is_led_back_to_the_lines_and_nowhere_else(client: Client) -> None:
    load = checked(GOOD, territory="01")
    who = person("a@example.org", role="analyst", territory="01")
    page = reverse("registry:load", args=[load.public_id])
    for back, there in (("only=wrong&page=2", f"{page}?only=wrong&page=2"), ("x=//evil.example", page), ("", page)):
        answer = ask(client, who, "load-decide", load.public_id, method="post", back=back)
        assert answer["Location"] == there


def test_loads_are_begun_in_ones_own_places_alone(client: Client) -> None:
    who = person("a@example.org", role="analyst", territory="01")
    give_role(user=who, role="advisor", territory=place("02"), by="command-line")
    text = ask(client, who, "loads").content.decode()
    assert [reverse("registry:load-new", args=[code]) in text for code in ("01", "02")] == [True, False]


def test_the_list_of_loads_shows_those_of_ones_own_places(client: Client) -> None:
    checked(GOOD, territory="01")
    assert (
        "register.csv" in ask(client, person("a@example.org", role="analyst", territory="01"), "loads").content.decode()
    )
    other = ask(client, person("b@example.org", role="analyst", territory="02"), "loads").content.decode()
    assert "register.csv" not in other
    assert "You may not load a register" in ask(client, person("c@example.org"), "loads").content.decode()


def test_things_that_are_not_there_are_not_found(client: Client) -> None:
    who = person(role="administrator")
    nowhere = "00000000-0000-4000-8000-000000000000"
    for name in (*OF_ONE, "cooperative", "extract", "load", "load-columns"):
        assert ask(client, who, name, nowhere).status_code == 404
    assert ask(client, who, "load-new", "nowhere").status_code == 404


def test_members_are_listed_without_their_numbers(client: Client) -> None:
    made = cooperative(members=[NewMember("<b>Fatima</b>", 10, "president", national_id="AB12345")])
    for who in (manager_of(made), person("o@example.org", role="authority_officer", territory="01")):
        page = ask(client, who, "members", made.public_id)
        text = page.content.decode()
        assert "&lt;b&gt;Fatima" in text
        assert "President" in text
        assert "no-store" in page["Cache-Control"]
        table = ask(client, who, "members-table", made.public_id, "csv").content.decode()
        assert "Fatima" in table
        assert "AB12345" not in text + table


def test_who_left_is_listed_no_more(client: Client) -> None:
    made = cooperative()
    made.members.filter(name="Member 2").update(until=made.registered_on)
    manager = manager_of(made)
    for name, args in (("members", []), ("members-table", ["csv"])):
        told = ask(client, manager, name, made.public_id, *args).content.decode()
        assert ("Member 1" in told, "Member 2" in told) == (True, False)


def test_members_ask_as_much_for_three_as_for_one(client: Client) -> None:
    def asked(count: int) -> int:
        made = cooperative(f"تعاونية {count}", members=[NewMember(f"M{n}", 1) for n in range(count)])
        who = manager_of(made, f"m{count}@example.org")
        client.force_login(who)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse("registry:members", args=[made.public_id])).status_code == 200
        return len(caught)

    asked(1)
    assert asked(3) == asked(2)


def test_the_manager_publishes_and_is_told(client: Client) -> None:
    made = cooperative()
    told = {"version": "1", "products": "عسل\nشمع", "phone": "0600112233", "email": "", "website": "", "address": ""}
    answer = ask(client, manager_of(made), "publish", made.public_id, method="post", **told)
    made.refresh_from_db()
    assert (answer.status_code, made.products, made.contacts) == (302, ["عسل", "شمع"], {"phone": "0600112233"})


def test_what_was_typed_is_kept_where_something_is_wrong(client: Client) -> None:
    made = cooperative()
    told = {"version": "1", "products": "عسل", "phone": "call me", "email": "", "website": "", "address": "درب"}
    text = ask(client, manager_of(made), "publish", made.public_id, method="post", **told).content.decode()
    made.refresh_from_db()
    assert (made.products, made.version) == ([], 1)
    for kept in ("call me", "درب", "عسل", "is not a phone number"):
        assert kept in text


def corrected(**changed: str) -> dict[str, str]:
    return {
        "version": "1", "name_ar": "تعاونية الأمل", "name_latin": "", "number": "5/2026", "registered_on": "2026-03-14",
        "status": "active", "territory": "01.01.13", "activity": "", "sector": "", "project_model": "", "capital": "",
        "share_value": "", "members_count": "9", "women_count": "3", **changed,
    }  # fmt: skip


def test_two_officers_who_correct_at_once_lose_nothing(client: Client) -> None:
    made = cooperative()
    officer = person("o@example.org", role="authority_officer", territory="01")
    first = corrected(activity="one", status="dormant", sector="sea")
    assert ask(client, officer, "correct", made.public_id, method="post", **first).status_code == 302
    answer = ask(client, officer, "correct", made.public_id, method="post", **corrected(activity="two"))
    made.refresh_from_db()
    assert (answer.status_code, made.activity) == (409, "one")
    text = answer.content.decode()
    assert "<bdi>one</bdi>" in text
    assert "<bdi>two</bdi>" in text
    table = text[text.index("<caption") : text.index("</table>")]
    assert "Number in the register" not in table
    for words in ("<bdi>Dormant</bdi>", "<bdi>Active</bdi>", "<bdi>Sea products</bdi>", "<bdi>not known</bdi>"):
        assert words in text
    again = corrected(activity="two", version=str(made.version))
    assert ask(client, officer, "correct", made.public_id, method="post", **again).status_code == 302


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"territory": "nowhere"}, "No place has the code"),
        ({"women_count": "10"}, "more women than members"),
        ({"name_ar": ""}, "required"),
        ({"number": "7/7"}, "belongs to"),
        ({"territory": "02.03.13"}, "You may not change the register"),
    ],
)
def test_a_wrong_correction_is_explained(client: Client, changed: dict[str, str], told: str) -> None:
    made = cooperative(activity="before")
    cooperative("تعاونية أخرى", number="7/7")
    officer = person("o@example.org", role="authority_officer", territory="01")
    answer = ask(client, officer, "correct", made.public_id, method="post", **corrected(**changed))
    assert (answer.status_code, told in answer.content.decode()) == (200, True)
    made.refresh_from_db()
    assert made.activity == "before"


def test_a_register_is_loaded_and_undone_on_the_pages(client: Client) -> None:
    """The whole way of an analyst: file, columns, places, doubles, loading, undoing."""
    client.force_login(person(role="analyst", territory="01"))
    file = upload(GOOD, line(number=""), line(number="3", name="<i>تعاونية</i>", latin="x", place="Marssa-Q"))
    answer = client.post(reverse("registry:load-new", args=["01"]), {"file": file}, follow=True)
    assert "Which column is which?" in answer.content.decode()
    load = Import.objects.get()
    told = {key: str(number) for key, number in load.mapping["columns"].items()}
    text = client.post(reverse("registry:load-columns", args=[load.public_id]), {**told, "header": "1"}, follow=True)
    page = text.content.decode()
    for said in ("Marssa-Q", "is not known", "Is it the same as one of these?", "the name sounds the same"):
        assert said in page
    assert "<i>تعاونية" not in page
    for only in ("wrong", "doubtful", "odd"):
        assert client.get(reverse("registry:load", args=[load.public_id]) + f"?only={only}").status_code == 200
    report = client.get(reverse("registry:load-report", args=[load.public_id, "csv"])).content.decode()
    assert "Marssa-Q" in report

    places = {"text-1": "Marssa-Q", "code-1": "01.01.13"}
    client.post(reverse("registry:load-places", args=[load.public_id]), places)
    client.post(reverse("registry:load-decide", args=[load.public_id]), {"line-3": "same", "back": "only=wrong"})
    answer = client.post(reverse("registry:load-all", args=[load.public_id]), follow=True)
    assert "Undo the whole load" in answer.content.decode()
    assert Cooperative.objects.current().count() == 2
    answer = client.post(reverse("registry:load-undo", args=[load.public_id]), follow=True)
    assert "as if it had never been loaded" in answer.content.decode()
    assert "entered" not in answer.content.decode()
    assert Cooperative.objects.current().count() == 0


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"one line only"])
def test_a_bad_file_is_refused_on_the_page_with_what_to_do(client: Client, content: bytes) -> None:
    client.force_login(person(role="analyst", territory="01"))
    answer = client.post(reverse("registry:load-new", args=["01"]), {"file": SimpleUploadedFile("x.csv", content)})
    assert (answer.status_code, "Please mend" in answer.content.decode()) == (422, True)
    assert client.post(reverse("registry:load-new", args=["01"])).status_code == 422
    assert not Import.objects.exists()


def test_the_page_of_a_load_shows_its_progress(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twiza.registry.loading.commands.AT_ONCE", 0)
    load = checked(GOOD)
    client.force_login(person(role="analyst"))
    text = client.get(reverse("registry:load", args=[load.public_id])).content.decode()
    assert 'http-equiv="refresh"' in text
    assert "Lines checked" in text
    answer = client.post(reverse("registry:load-stop", args=[load.public_id]), follow=True)
    assert "You stopped the work" in answer.content.decode()


def test_the_preview_asks_as_much_for_three_as_for_one(client: Client) -> None:
    client.force_login(person(role="analyst"))

    def asked(*rows: list[str]) -> int:
        load = checked(*rows)
        client.get(reverse("registry:load", args=[load.public_id]))
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("registry:load", args=[load.public_id]))
        return len(caught)

    writing.load_all(load=checked(GOOD), leave_out_wrong=False, by="command-line")
    rows = [line(number=str(n), place="Marssa-Q") for n in range(3)] + [line(number="") for _ in range(3)]
    assert asked(rows[0], rows[3]) == asked(*rows)


def test_the_head_of_a_page_that_knows_who_reads_leads_to_her_account(client: Client) -> None:
    made = cooperative()
    for name, args in (("cooperatives", []), ("cooperative", [made.public_id])):
        known, unknown = (
            ask(client, who, name, *args).content.decode() for who in (manager_of(made, f"{name}@example.org"), None)
        )
        assert ("My account" in known, "Sign in" in known) == (True, False)
        assert ("My account" in unknown, "Sign in" in unknown) == (False, True)


def test_doors_are_shown_to_those_in_charge_alone(client: Client) -> None:
    made = cooperative()
    assert "For those in charge" not in ask(client, person(), "cooperative", made.public_id).content.decode()
    manager = ask(client, manager_of(made), "cooperative", made.public_id).content.decode()
    assert "See the members" in manager
    assert "Correct the register" not in manager
    officer = person("o@example.org", role="authority_officer", territory=place().code)
    assert "Correct the register" in ask(client, officer, "cooperative", made.public_id).content.decode()
    commands.set_status(cooperative=made, status="dissolved", by=officer)
