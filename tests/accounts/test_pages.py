"""Signing in, in three languages; pages are refused to the wrong person."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from tests.accounts.factories import PASSWORD, person
from twiza.journal.models import Entry

pytestmark = pytest.mark.usefixtures("country")


@pytest.fixture(autouse=True)
def _attempts_begin_anew(db):
    cache.clear()
    yield
    cache.clear()


def sign_in(client, email="someone@example.org", password=PASSWORD):
    return client.post("/en/account/login/", {"login": email, "password": password})


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("page", ["login/", "signup/", "password/forgotten/", "inactive/"])
def test_open_pages_answer_in_each_language(client, language, page):
    answer = client.get(f"/{language}/account/{page}")

    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()


def test_signing_in_leads_to_ones_own_page_and_leaves_a_trace(client):
    user = person(role="analyst", territory="01")

    answer = sign_in(client)

    assert (answer.status_code, answer["Location"]) == (302, "/en/account/")
    assert Entry.objects.first().action == "account.signed_in"
    assert Entry.objects.first().actor == user.actor
    assert "Analyst" in client.get("/en/account/").content.decode()


def test_a_wrong_password_does_not_open(client):
    person()

    answer = sign_in(client, password="a guess that is wrong")

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_same_is_said_of_a_wrong_password_and_of_an_unknown_person(client):
    person()

    known = sign_in(client, password="a guess that is wrong").context["form"].non_field_errors()
    unknown = sign_in(client, email="nobody@example.org").context["form"].non_field_errors()

    assert known == unknown
    assert len(known) == 1


@pytest.mark.parametrize("page", ["email/", "password/reset/key/1-a/", "confirm-email/a/", "login/code/confirm/"])
def test_what_we_do_not_use_is_not_there(client, page):
    assert client.get(f"/en/account/{page}").status_code == 404


PRIVATE = ["", "journal/", "journal.csv", "password/change/", "second-factor/", "second-factor/recovery-codes/"]


@pytest.mark.parametrize("page", PRIVATE)
def test_strangers_are_asked_to_sign_in(client, page):
    answer = client.get(f"/en/account/{page}")

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/en/account/login/")


@pytest.mark.parametrize("page", ["journal/", "journal.csv", "journal.xlsx"])
@pytest.mark.parametrize(("role", "place"), [("analyst", "XE"), ("administrator", "01"), ("", "")])
def test_the_journal_is_refused_to_all_but_administrators_of_the_country(client, page, role, place):
    client.force_login(person(role=role, territory=place))

    assert client.get(f"/en/account/{page}").status_code == 403


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("page", PRIVATE[:5])
def test_an_administrator_opens_each_page(client, language, page):
    client.force_login(person(role="administrator"))

    answer = client.get(f"/{language}/account/{page}")

    assert answer.status_code in {200, 302}  # changing a password asks first whether it is still you
    if answer.status_code == 302:
        assert client.get(answer["Location"]).status_code == 200


def test_the_password_is_changed(client):
    person()
    sign_in(client)
    new = "another long and quiet evening"

    client.post("/en/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert Entry.objects.first().action == "account.password_changed"
    client.logout()
    assert sign_in(client, password=new).status_code == 302


def test_a_closed_sign_in_ends_the_session(client):
    from twiza.accounts import commands

    user = person(role="administrator")
    sign_in(client)
    commands.remove_staff(user=user, by="command-line")

    assert client.get("/en/account/").status_code == 302


def code_for(secret):
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"


def test_the_second_factor_is_set_up_with_recovery_codes(client, django_capture_on_commit_callbacks):
    user = person()
    sign_in(client)
    asked = client.get("/en/account/second-factor/totp/activate/")["Location"]
    assert "Is it still you?" in client.get(asked).content.decode()
    page = client.post(asked, {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/en/account/second-factor/totp/activate/", {"code": code_for(secret)}, follow=True)

    assert "Recovery codes" in answer.content.decode()
    assert len(answer.context["unused_codes"]) == 10
    assert answer.context["unused_codes"][0] in answer.content.decode()
    assert {a.type for a in Authenticator.objects.filter(user=user)} == {"totp", "recovery_codes"}
    assert Entry.objects.filter(action="account.factor_added").count() == 2
    for later in ("", "recovery-codes/generate/", "totp/deactivate/"):
        assert client.get(f"/en/account/second-factor/{later}").status_code == 200


def test_with_a_second_factor_the_password_alone_does_not_open(client):
    user = person()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)

    answer = sign_in(client)

    assert answer["Location"] == "/en/account/second-factor/authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.get(answer["Location"]).status_code == 200
    wrong = client.post(answer["Location"], {"code": "000000"})
    assert "_auth_user_id" not in client.session
    assert wrong.status_code == 200
    client.post(answer["Location"], {"code": code_for(secret)})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_issuer_is_named_to_the_app(rf):
    assert get_adapter().get_totp_issuer() == "Twiza"
