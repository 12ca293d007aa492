"""Who guesses learns nothing: neither who has a sign-in, nor a number to count up, nor without end."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from tests.accounts.factories import signed_in
from tests.portal.test_every_address import _patterns, world  # noqa: F401
from twiza.accounts.models import User

NUMBERED = {
    "accounts:take-role": "of an administrator's own pages; each is asked for its place",
    "accounts:end-sessions": "as above",
    "dossier:filed": "the first, second … filing of a file whose address cannot be guessed",
    "dossier:receipt": "as above",
    "dossier:answer-file": "as above",
    "dossier:assembly-strike": "the first, second … vote of an assembly whose address cannot be guessed",
}
"""Private addresses with a number, and why it gives nothing away."""


def test_private_things_have_no_number_that_can_be_counted_up():
    counted = {
        name
        for name, pattern, _wants in _patterns(get_resolver())
        if any(type(one).__name__ == "IntConverter" for one in pattern.pattern.converters.values())
        and getattr(pattern.callback, "__module__", "").startswith("twiza.")
    }

    assert counted <= set(NUMBERED)


def _told(answer: Any) -> tuple[int, str]:
    text = answer.content.decode()
    text = re.sub(r'value="[^"]*"|nonce="[^"]*"|[\w.+-]+@[\w.-]+', "", text)
    return answer.status_code, text


def test_a_wrong_password_and_an_unknown_e_mail_get_the_same_answer(amina):
    known, unknown = (
        _told(Client().post("/en/account/login/", {"login": login, "password": "a guess that is wrong"}))
        for login in ("amina@example.org", "aminb@example.org")
    )

    assert known == unknown


def test_whom_a_group_invites_or_writes_down_tells_nothing_about_who_has_a_sign_in(world):  # noqa: F811
    client = signed_in(world.people["founder"])
    invitation = f"/en/projects/{world.group.public_id}/founders/invitations/"
    invitation += f"{world.group.invitations.get(used_at=None).public_id}/"
    User.objects.create_user(phone="+212612345678")
    told = []
    for to in ("+212612345678", "+212612345679", "stranger@example.org", "nobody-at-all@example.org"):
        answer = client.post(invitation, {"to": to})
        told.append((answer.status_code, answer.get("Location", "")))
    assert len(set(told)) == 1

    added = []
    for phone in ("+212612345678", "+212612345679"):
        fields = {"name": f"Somebody {phone[-1]}", "phone": phone, "consent_how": "spoken", "agreed": "on"}
        with transaction.atomic():
            answer = client.post(f"/en/projects/{world.group.public_id}/founders/add/", fields)
            transaction.set_rollback(True)
        added.append((answer.status_code, len(answer.get("Location", ""))))
    assert added[0] == added[1]


def test_doors_codes_uploads_and_papers_are_limited():
    assert set(settings.ACCOUNT_RATE_LIMITS) >= {"login_failed", "send_code", "prove_code", "start_project", "upload"}


def test_after_so_many_unknown_papers_nobody_may_ask_on(client, country):
    caches["local"].clear()
    codes = [client.get(f"/en/papers/AAAA-BBBB-{number:04d}/").status_code for number in range(12)]
    caches["local"].clear()

    assert (codes[0], codes[-1]) == (404, 429)
