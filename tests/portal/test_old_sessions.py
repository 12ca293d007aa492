"""A session opens nothing any more as soon as its sign-in, its role or its password is gone."""

from __future__ import annotations

from django.test import Client

from tests.accounts.factories import PASSWORD, signed_in
from twiza.accounts import commands as accounts
from twiza.accounts.models import Role, RoleAssignment


def test_after_the_sign_out_the_old_session_opens_nothing(amina):
    client, thief = signed_in(amina), Client()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    assert thief.get("/en/account/").status_code == 200

    client.post("/en/account/logout/")

    assert thief.get("/en/account/")["Location"].startswith("/en/account/login/")


def test_signing_in_gives_the_session_another_name(amina):
    client = Client()
    client.get("/en/account/login/")
    client.post("/en/account/login/", {"address": "amina@example.org"})
    planted = client.cookies["sessionid"].value

    client.post("/en/account/login/", {"login": "amina@example.org", "password": PASSWORD})

    assert "_auth_user_id" in client.session
    assert client.cookies["sessionid"].value != planted


def test_a_role_that_was_taken_opens_nothing_at_the_very_next_page(amina):
    client = signed_in(amina)
    role = RoleAssignment.objects.get(user=amina)
    address = f"/en/projects/in/{role.territory.code}/"
    assert client.get(address).status_code == 200

    accounts.take_role(user=amina, role=Role.ADVISOR, territory=role.territory, by="command-line")

    assert client.get(address).status_code == 403


def test_a_closed_sign_in_is_out_at_the_very_next_page(amina):
    client = signed_in(amina)

    accounts.remove_staff(user=amina, by="command-line")

    assert client.get("/en/account/")["Location"].startswith("/en/account/login/")


def test_a_new_password_ends_the_sessions_elsewhere(amina):
    here, elsewhere = signed_in(amina), signed_in(amina)
    new = "another long and quiet evening"

    here.post("/en/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert here.get("/en/account/").status_code == 200
    assert elsewhere.get("/en/account/").status_code == 302
