"""Second factors: asked of staff, sealed in the database; passkeys for all."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.core.cache import cache
from django.db import connection

from tests.accounts.factories import PASSWORD, person
from twiza.accounts.models import User

pytestmark = pytest.mark.usefixtures("country")


@pytest.fixture(autouse=True)
def _attempts_begin_anew(db):
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def asked(settings):
    settings.STAFF_SECOND_FACTOR = True


@pytest.mark.parametrize("page", ["", "name/", "journal/", "people/"])
def test_whoever_holds_a_role_sets_up_a_second_factor_first(client, asked, page):
    client.force_login(person(role="administrator"))

    answer = client.get(f"/en/account/{page}")

    assert answer["Location"] == "/en/account/second-factor/wanted/"
    assert "First, a second factor" in client.get(answer["Location"]).content.decode()


def test_a_form_is_not_taken_either(client, asked):
    client.force_login(person(role="administrator", name="Before"))

    client.post("/en/account/name/", {"name": "After"})

    assert User.objects.get().name == "Before"


def test_with_it_the_way_is_free(client, asked, django_assert_num_queries):
    user = person(role="administrator")
    client.force_login(user)
    TOTP.activate(user, generate_totp_secret())

    assert client.get("/en/account/").status_code == 200
    assert client.get("/en/account/second-factor/wanted/")["Location"] == "/en/account/"


def test_whoever_holds_no_role_is_not_asked(client, asked):
    client.force_login(person())

    assert client.get("/en/account/").status_code == 200


def test_a_local_instance_does_not_ask(client):
    client.force_login(person(role="administrator"))

    assert client.get("/en/account/").status_code == 200


def test_secrets_of_second_factors_are_sealed(client):
    user, secret = person(), generate_totp_secret()
    TOTP.activate(user, secret)
    codes = RecoveryCodes.activate(user).get_unused_codes()

    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        rows = str(cursor.fetchall())

    assert secret not in rows
    assert "gAAAA" in rows
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes() == codes
    assert codes[0] not in rows


def test_secrets_from_before_are_sealed_by_the_upgrade():
    from importlib import import_module

    step = import_module("twiza.accounts.migrations.0003_seal_second_factors")
    secret = generate_totp_secret()
    one = Authenticator.objects.create(user=person(), type="totp", data={"secret": secret})

    step.forwards(apps, None)
    one.refresh_from_db()
    assert secret not in json.dumps(one.data)
    assert one.wrap().validate_code("000000") is False  # it can be read, and says no

    step.backwards(apps, None)
    one.refresh_from_db()
    assert one.data == {"secret": secret}


def prove_again(client):
    return client.post("/en/account/reauthenticate/", {"password": PASSWORD})


def test_the_page_of_a_new_passkey_carries_its_question_and_our_own_scripts(client):
    client.force_login(person(name="أمينة"))
    prove_again(client)

    answer = client.get("/en/account/second-factor/webauthn/add/")

    page = answer.content.decode()
    question = answer.context["js_data"]["creation_options"]["publicKey"]
    assert question["rp"]["name"] == "Twiza"
    for script in ("mfa/js/webauthn.js", "mfa/js/webauthn-json.js", "account/js/onload.js", "ui/passkey.js"):
        assert f'src="/static/{script}"' in page
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy


def test_a_passkey_of_nobody_opens_nothing(client):
    options = client.get("/en/account/second-factor/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert options.json()["request_options"]["publicKey"]["userVerification"] == "required"

    answer = client.post("/en/account/second-factor/webauthn/login/", {"credential": "{}"})

    assert answer["Location"] == "/en/account/login/"
    assert "_auth_user_id" not in client.session


def passkey(user):
    return Authenticator.objects.create(user=user, type="webauthn", data={"name": "Phone", "credential": {}})


def code_sign_in(client, address):
    import re

    from twiza.messages.models import Message

    client.post("/en/account/login/", {"address": address})
    return client.post(
        "/en/account/code/", {"code": re.search(r"\d{6}", Message.objects.order_by("-pk")[0].body).group()}
    )


def test_a_passkey_is_a_founders_convenience_and_locks_her_not_out(client):
    user = person("amina@example.org")
    passkey(user)

    code_sign_in(client, "amina@example.org")

    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_passkey_is_a_second_factor_of_whoever_holds_a_role(client):
    passkey(person("amina@example.org", role="advisor"))

    assert code_sign_in(client, "amina@example.org")["Location"] == "/en/account/second-factor/authenticate/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("page", ["", "{}/edit/", "{}/remove/"])
def test_passkeys_of_others_are_not_there(client, page):
    theirs = passkey(person("other@example.org"))
    client.force_login(person())
    prove_again(client)

    answer = client.get("/en/account/second-factor/webauthn/" + (f"keys/{page.format(theirs.pk)}" if page else ""))

    assert answer.status_code == (404 if page else 200)
    assert "Phone" not in answer.content.decode()


@pytest.mark.parametrize("page", ["", "keys/{}/edit/", "keys/{}/remove/"])
def test_pages_of_ones_own_passkeys_open(client, page):
    user = person()
    one = passkey(user)
    client.force_login(user)
    prove_again(client)

    answer = client.get("/en/account/second-factor/webauthn/" + page.format(one.pk))

    assert answer.status_code == 200


def wrong_proofs(caplog):
    return [one.way for one in caplog.records if one.name == "twiza.security"]


def test_a_wrong_second_factor_leaves_a_line_in_the_log_without_the_code(client, caplog):
    TOTP.activate(person("amina@example.org", role="advisor"), generate_totp_secret())
    code_sign_in(client, "amina@example.org")

    client.post("/en/account/second-factor/authenticate/", {"code": "918273"})

    assert wrong_proofs(caplog) == ["factor.totp"]
    assert "918273" not in caplog.text
    assert "_auth_user_id" not in client.session


def test_a_wrong_factor_before_a_change_leaves_a_line_too(client, caplog):
    user = person("amina@example.org")
    TOTP.activate(user, generate_totp_secret())
    client.force_login(user)

    client.post("/en/account/second-factor/reauthenticate/", {"code": "918273"})

    assert wrong_proofs(caplog) == ["factor.totp.again"]


@pytest.mark.parametrize("sent", ['{"id": "x"}', "[1]", '"x"', '{"id": "x", "rawId": "x", "response": {}, "type": 1}'])
@pytest.mark.parametrize("page", ["second-factor/webauthn/login/", "second-factor/webauthn/reauthenticate/"])
def test_a_wrong_passkey_leaves_a_line_and_breaks_nothing(client, caplog, page, sent):
    if "reauthenticate" in page:
        user = person("amina@example.org")
        passkey(user)
        client.force_login(user)

    answer = client.post(f"/en/account/{page}", {"credential": sent})

    assert answer.status_code < 500
    assert wrong_proofs(caplog) == ["factor.webauthn"]


def test_a_wrong_passkey_as_second_factor_leaves_a_line(client, caplog):
    TOTP.activate(person("amina@example.org", role="advisor"), generate_totp_secret())
    code_sign_in(client, "amina@example.org")

    client.post("/en/account/second-factor/authenticate/", {"credential": '{"id": "x"}'})

    assert "factor.webauthn" in wrong_proofs(caplog)
    assert "_auth_user_id" not in client.session


def test_what_a_session_learned_of_another_person_counts_for_nothing(client, asked):
    user = person("amina@example.org", role="advisor")
    client.force_login(user)
    session = client.session
    session["second_factor_shown"] = user.pk + 1
    session.save()

    assert client.get("/en/account/")["Location"] == "/en/account/second-factor/wanted/"
