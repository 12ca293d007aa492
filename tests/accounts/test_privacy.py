"""What is kept about people is told, given along and ended; who may do what is one table."""

from __future__ import annotations

import json

import pytest

from tests.accounts.factories import person
from twiza.accounts import rights
from twiza.accounts.commands import Refused
from twiza.accounts.models import Consent, Role, User
from twiza.accounts.privacy import commands, consents
from twiza.accounts.privacy.holdings import holdings
from twiza.accounts.rules import permissions
from twiza.journal.models import Entry

pytestmark = pytest.mark.usefixtures("country")


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("page", ["", "who-may/"])
def test_open_pages_answer_in_each_language(client, language, page):
    assert client.get(f"/{language}/privacy/{page}").status_code == 200


@pytest.mark.parametrize("page", ["my-data/", "my-data.json", "end/"])
def test_strangers_are_asked_to_sign_in(client, page):
    answer = client.get(f"/en/privacy/{page}")

    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_the_table_of_rights_has_every_action_that_is_enforced(client):
    lines = [line for area in rights.areas() for line in area.lines]

    assert {line.action for line in lines} == {one.action for one in permissions()}
    by_action = {line.action: line.allowed for line in lines}
    keys = [key for key, _label in rights.who()]
    assert [key for key, yes in zip(keys, by_action["role.give"], strict=True) if yes] == [Role.ADMINISTRATOR]


def test_every_action_is_in_an_area_with_a_name():
    assert {one.area for one in permissions()} <= set(rights.AREAS)


def test_my_data_are_mine_alone(client):
    person("other@example.org", name="Somebody Else")
    client.force_login(person("me@example.org", name="أمينة", role="analyst", territory="01"))

    told = json.loads(client.get("/en/privacy/my-data.json").content)
    (mine,) = told["data"]["account"]
    assert (mine["name"], mine["email"], mine["roles"][0]["role"]) == ("أمينة", "me@example.org", "analyst")
    page = client.get("/en/privacy/my-data/").content.decode()
    assert "me@example.org" in page
    assert "other@example.org" not in page
    for word in ("Since", "Roles · Role", "Analyst", "The language that you read"):
        assert word in page, word
    for code in ("joined_at", "roles", str(User.objects.get(email="me@example.org").public_id)):
        assert f"<dt>{code}" not in page
        assert f"<bdi>{code}</bdi>" not in page


def test_every_holding_is_in_the_file(client):
    client.force_login(person("me@example.org"))

    told = json.loads(client.get("/en/privacy/my-data.json").content)
    assert set(told["data"]) == {one.key for one in holdings()}


def test_ending_asks_once_more(client):
    client.force_login(person("me@example.org"))

    answer = client.post("/en/privacy/end/", {})

    assert "Tick the box" in answer.content.decode()
    assert User.objects.filter(email="me@example.org").exists()


def test_who_ends_a_sign_in_is_gone_but_for_a_pseudonym(client):
    user = person("me@example.org", name="أمينة")
    client.force_login(user)

    answer = client.post("/en/privacy/end/", {"sure": "yes"})

    assert answer.status_code == 200
    assert not User.objects.filter(email="me@example.org").exists()
    assert Entry.objects.filter(actor=user.actor, action="account.ended").exists()
    assert "me@example.org" not in json.dumps(list(Entry.objects.values_list("details", flat=True)))
    assert client.get("/en/privacy/my-data/").status_code == 302


def test_nobody_ends_the_sign_in_of_another(db):
    with pytest.raises(Refused):
        commands.end_sign_in(user=person("me@example.org"), by=person("other@example.org"))


def test_the_last_administrator_stays(client):
    client.force_login(person("me@example.org", role="administrator"))

    answer = client.post("/en/privacy/end/", {"sure": "yes"}, follow=True)

    assert "last administrator" in answer.content.decode()
    assert User.objects.filter(email="me@example.org").exists()


def test_what_was_agreed_to_is_kept_with_its_version(db):
    user = person("me@example.org")

    first = consents.agree(user=user, key="sign-in", language="ar")
    again = consents.agree(user=user, key="sign-in", language="fr")

    assert first == again
    assert Consent.objects.get(user=user).version == consents.TEXTS["sign-in"].version
    assert consents.missing(user) == []


def test_a_text_that_was_changed_is_asked_again(db, monkeypatch):
    user = person("me@example.org")
    consents.agree(user=user, key="sign-in", language="ar")

    monkeypatch.setitem(consents.TEXTS, "sign-in", consents.Text("sign-in", "2027-01-01", "Other words"))

    assert [text.version for text in consents.missing(user)] == ["2027-01-01"]
