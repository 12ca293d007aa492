"""What another site would send in somebody's name: forged forms, disguised methods, foreign hosts, ways elsewhere."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests.accounts.factories import PASSWORD, signed_in
from tests.portal.poisoned import address_of, ours
from tests.portal.test_every_address import _patterns, world  # noqa: F401

pytestmark = pytest.mark.same_on_each

EVIL = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example"]


def _of_allauth() -> list[str]:
    """Addresses of sign-in that are not ours; the machine interface takes no form, and has tests of its own."""
    found = _patterns(get_resolver())
    of_allauth = [name for name, pattern, _w in found if pattern.callback.__module__.startswith("allauth.")]
    filled = {"mfa_edit_webauthn": {"pk": 1}, "mfa_remove_webauthn": {"pk": 1}}
    agency = {"provider_id": "agency"}
    return [reverse(name, kwargs=filled.get(name, agency if "openid" in name else {})) for name in of_allauth]


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}])
def test_no_address_takes_a_form_of_another_site(world, headers):  # noqa: F811
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(world.people["administrator"])
    taken = []
    for one in ours():
        answer = client.post(address_of(world, one), {"text": "forged", "name": "forged"}, headers=headers)
        if answer.status_code not in {403, 405}:
            taken.append((one.name, answer.status_code))
    for address in _of_allauth():
        answer = client.post(address, {"x": "forged"}, headers=headers)
        if answer.status_code not in {403, 405}:
            taken.append((address, answer.status_code))
    assert taken == []


@pytest.mark.parametrize("trick", [{"X-HTTP-Method-Override": "POST"}, {"X-Method-Override": "DELETE"}])
def test_a_get_is_a_get_whatever_else_it_says(world, trick):  # noqa: F811
    client = Client()
    client.force_login(world.people["founder"])
    before = world.group.version

    answer = client.get(f"/en/projects/{world.group.public_id}/describe/?_method=POST&name=forged", headers=trick)

    assert answer.status_code == 200
    world.group.refresh_from_db()
    assert (world.group.version, world.group.name != "forged") == (before, True)
    assert client.get("/en/account/address/drop/?which=email", headers=trick).status_code == 405
    assert client.generic("TRACE", "/en/account/").status_code == 405


@pytest.mark.parametrize("wanted", EVIL)
def test_nobody_is_led_to_another_site(amina, wanted):
    client = Client()
    fields = {"login": "amina@example.org", "password": PASSWORD, "next": wanted}
    answers = [client.post(f"/en/account/login/?next={wanted}", fields)]
    answers.append(client.post(f"/en/account/reauthenticate/?next={wanted}", {"password": PASSWORD, "next": wanted}))
    answers.append(client.get(f"/en/account/login/?next={wanted}"))
    answers.append(client.post(f"/en/account/logout/?next={wanted}", {"next": wanted}))

    for answer in answers:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/en/")


@pytest.mark.parametrize("header", ["host", "x-forwarded-host"])
def test_a_foreign_host_never_stands_in_a_link(world, header):  # noqa: F811
    client = signed_in(world.people["founder"])
    invitation = world.group.invitations.get(used_at=None)
    address = f"/en/projects/{world.group.public_id}/founders/invitations/{invitation.public_id}/"

    answer = client.get(address, headers={header: "evil.example"})

    assert answer.status_code == (400 if header == "host" else 200)
    assert "evil.example" not in answer.content.decode()


def test_pages_of_other_sites_read_what_is_public_and_nothing_else(client, country):
    public = client.get("/api/v1/territories", headers={"Origin": "https://evil.example"})
    private = client.get(f"/api/v1/dossiers/{UUID(int=7)}", headers={"Origin": "https://evil.example"})

    assert (public.status_code, public["Access-Control-Allow-Origin"]) == (200, "*")
    assert (private.status_code, "Access-Control-Allow-Origin" in private) == (401, False)
    assert "Access-Control-Allow-Credentials" not in public
