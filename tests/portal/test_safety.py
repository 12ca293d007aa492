"""What an attacker would try on every address: markup in names, forged forms, formulas, foreign hosts, old sessions.

The world is that of ``test_every_address``, with every word that people typed replaced by one that is
markup, a template, a formula and typst at once. Its pages are opened once, by all who may.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import get_resolver, reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.accounts.factories import PASSWORD, person
from tests.portal.test_every_address import WHO, Address, World, _patterns, addresses, area, world  # noqa: F401
from twiza.accounts import commands as accounts
from twiza.accounts.models import Organisation, Role, RoleAssignment, User
from twiza.dossier import models as dossier
from twiza.files.models import StoredFile
from twiza.messages.models import Message
from twiza.planner.models import Plan
from twiza.projects import models as projects
from twiza.registry import models as registry

NASTY = """=1+1<script>alert(1)</script>"'{{7*7}}#eval("x")"""
RAW = ("<script>alert(1)", "\"'{{7*7}}")
"""What stands in HTML only where it was not escaped."""
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;{{7*7}}#eval(&quot;x&quot;)"
READERS = ["founder", "filing-founder", "manager", "advisor", "analyst", "officer", "administrator"]
NUMBERED = {
    "accounts:take-role": "of an administrator's own pages; each is asked for its place",
    "dossier:filed": "the first, second … filing of a file whose address cannot be guessed",
    "dossier:receipt": "as above",
    "dossier:assembly-strike": "the first, second … vote of an assembly whose address cannot be guessed",
}
"""Private addresses with a number, and why it gives nothing away."""


@dataclass(frozen=True)
class Seen:
    """One answer to somebody who may have it."""

    who: str
    name: str
    private: bool
    kind: str
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return self.body.decode("utf-8-sig")


def _everywhere(value: Any, names: frozenset[str] | None = None, key: str = "") -> Any:
    """*value* with every text in it replaced; only below *names* if they are given."""
    if isinstance(value, dict):
        return {k: _everywhere(v, names, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_everywhere(one, names, key) for one in value]
    return NASTY if isinstance(value, str) and value and (names is None or key in names) else value


def _poison() -> None:
    User.objects.update(name=NASTY)
    Organisation.objects.update(name=NASTY)
    Message.objects.update(body=NASTY, subject=NASTY)
    projects.Project.objects.update(name=NASTY, idea=NASTY)
    projects.Founder.objects.update(name=NASTY, name_latin=NASTY, profession=NASTY)
    projects.Contribution.objects.update(text=NASTY, valued_by=NASTY)
    projects.Task.objects.update(text=NASTY)
    projects.Note.objects.update(text=NASTY)
    projects.Attachment.objects.update(label=NASTY)
    for stored in StoredFile.objects.all():
        stored.name = f"{NASTY}.{stored.name.rpartition('.')[2]}"
        stored.save()
    dossier.StepDone.objects.update(reference=NASTY)
    dossier.Assembly.objects.update(place=NASTY)
    dossier.Resolution.objects.update(text=NASTY)
    dossier.Filing.objects.update(receipt_number=NASTY, words=NASTY)
    dossier.Defect.objects.update(text=NASTY, answer=NASTY)
    registry.Cooperative.objects.update(name_ar=NASTY, name_latin=NASTY, activity=NASTY, products=[NASTY], number=NASTY)
    registry.Member.objects.update(name=NASTY)
    registry.Import.objects.update(
        headers=[NASTY],
        mapping={"columns": {"name_ar": 0}, "header": 1, "places": {}},
        trouble=NASTY,
        counts={"lines": 1},
    )
    for plan in Plan.objects.all():
        plan.name, plan.inputs = NASTY, _everywhere(plan.inputs, frozenset({"name", "note"}))
        plan.save()
    for filing in dossier.Filing.objects.all():
        filing.content = _everywhere(filing.content, frozenset({"name", "activity", "object", "address", "profession"}))
        filing.save()


def ours() -> list[Address]:
    """Every address where something of somebody may stand; what follows from the pack alone is tested elsewhere."""
    return [one for one in addresses() if one.access is not None or one.name in {"papers:verify", "portal:territory"}]


_SEEN: list[Seen] = []


@pytest.fixture
def seen(request: pytest.FixtureRequest, db: None) -> list[Seen]:
    """Everything that everybody may open, opened once for all tests of this module."""
    if not _SEEN:
        _SEEN.extend(list(_visits(request.getfixturevalue("world"))))
    return _SEEN


def _visits(world: World) -> Iterator[Seen]:  # noqa: F811
    _poison()
    done: set[tuple[str, str]] = set()
    for who in READERS:
        client = Client()
        client.force_login(world.people[who])
        for one in ours():
            for address in _forms(world, one):
                if (one.name, address) in done and one.access is not None and one.access.action:
                    continue
                with transaction.atomic():
                    answer = client.get(address)
                    body = _body(answer)
                    transaction.set_rollback(True)
                assert answer.status_code < 500 or "readyz" in address, f"{who}: {one.name}: {answer.status_code}"
                if answer.status_code != 200:
                    continue
                done.add((one.name, address))
                private = one.access is not None and (one.access.signed_in or bool(one.access.action))
                kind = answer["Content-Type"].partition(";")[0]
                yield Seen(who, one.name, private, kind, body, dict(answer.headers))


def _address(world: World, one: Address) -> str:  # noqa: F811
    known = {
        "papers:verify": {"code": world.things["dossier"]["code"]},
        "portal:territory": {"code": world.group.territory.code},
    }
    if one.name in known:
        return reverse(one.name, kwargs=known[one.name])
    return world.address(one)


def _forms(world: World, one: Address) -> list[str]:  # noqa: F811
    """The address, once for each form in which a table or a plan is handed over."""
    first = _address(world, one)
    if "form" not in one.wants or area(one.name) == "portal":
        return [first]
    stem = first.rpartition(".")[0]
    return [f"{stem}.{form}" for form in ("csv", "xlsx", "pdf", "docx")]


def _body(answer: HttpResponseBase) -> bytes:
    return b"".join(answer) if answer.streaming else bytes(answer.content)  # type: ignore[attr-defined]


def test_what_people_typed_is_text_on_every_page(seen):
    pages = [one for one in seen if one.kind == "text/html"]

    broken = [f"{one.who}: {one.name}: {mark}" for one in pages for mark in RAW if mark in one.text]

    assert broken == []
    shown = {one.name for one in pages if ESCAPED in one.text}
    assert len(shown) > 40, sorted(shown)
    for name in ("projects:project", "projects:notes", "dossier:home", "dossier:desk-filing", "planner:overview",
                 "registry:cooperative", "registry:cooperatives", "accounts:account", "privacy:my-data"):  # fmt: skip
        assert name in shown


def test_machines_get_it_as_a_value(seen):
    told = {one.name: json.loads(one.text) for one in seen if one.kind == "application/json"}

    assert NASTY in json.dumps(told["privacy:my-data-file"], ensure_ascii=False).replace('\\"', '"')


def test_no_formula_of_theirs_runs_in_a_table(seen):
    tables = {(one.name, one.kind): one.body for one in seen if one.kind == "text/csv" or "spreadsheetml" in one.kind}
    shown = set()
    for (name, kind), body in tables.items():
        read = _cells_of_csv if kind == "text/csv" else _cells_of_xlsx
        words, formulas = read(body)
        # The workbook of a plan runs formulas of its own; nobody's words stand in them.
        assert [f for f in formulas if name != "planner:download" or "alert" in f] == [], (name, kind)
        shown |= {name} if any(f"'{NASTY}" in word for word in words) else set()

    assert shown >= {"registry:members-table", "projects:overview-table", "planner:download"}


def _cells_of_csv(body: bytes) -> tuple[list[str], list[str]]:
    words = [cell for row in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")) for cell in row]
    return words, [word for word in words if word.startswith("=")]


def _cells_of_xlsx(body: bytes) -> tuple[list[str], list[str]]:
    cells = [cell for sheet in load_workbook(io.BytesIO(body)) for row in sheet.iter_rows() for cell in row]
    return [str(cell.value) for cell in cells], [str(cell.value) for cell in cells if cell.data_type == "f"]


def test_papers_print_it_letter_by_letter(seen):
    books = {(one.name, one.kind): one.body for one in seen if one.kind == "application/pdf" or "wordproc" in one.kind}
    told = {}
    for key, body in books.items():
        if key[1] == "application/pdf":
            told[key] = "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
        else:
            with zipfile.ZipFile(io.BytesIO(body)) as book:
                told[key] = book.read("word/document.xml").decode()
                assert "<script" not in told[key]
    flat = {key: "".join(text.split()).replace("&quot;", '"') for key, text in told.items()}
    assert {name for (name, _kind), text in flat.items() if "{{7*7}}" in text} >= {
        "planner:download",
        "registry:extract",
    }


def test_private_answers_are_kept_by_nobody_and_framed_by_nobody(seen):
    private = [one for one in seen if one.private]
    assert len({one.name for one in private}) > 60
    for one in private:
        of = f"{one.who}: {one.name}"
        assert "no-store" in one.headers["Cache-Control"], of
        assert "private" in one.headers["Cache-Control"], of
        assert one.headers["X-Content-Type-Options"] == "nosniff", of
        assert one.headers["X-Frame-Options"] == "DENY", of
        policy = one.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy or "sandbox" in policy, of
        assert "unsafe" not in policy, of


def test_what_is_no_page_is_handed_over_as_a_file(seen):
    shown = {"text/html", "image/svg+xml", "application/ld+json", "application/json"}
    for one in seen:
        if one.private and one.kind not in shown:
            assert one.headers["Content-Disposition"].startswith(("attachment", "inline")), one.name
            if one.headers["Content-Disposition"].startswith("inline"):
                assert one.kind in {"application/pdf", "image/png", "image/jpeg"}, one.name
            assert "\n" not in one.headers["Content-Disposition"]


def test_private_things_have_no_number_that_can_be_counted_up():
    counted = {
        name
        for name, pattern, _wants in _patterns(get_resolver())
        if any(type(one).__name__ == "IntConverter" for one in pattern.pattern.converters.values())
        and getattr(pattern.callback, "__module__", "").startswith("twiza.")
    }

    assert counted <= set(NUMBERED)


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
        answer = client.post(_address(world, one), {"text": "forged", "name": "forged"}, headers=headers)
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


@pytest.fixture
def amina(country: object) -> User:
    cache.clear()
    return person("amina@example.org", role="advisor", territory="01")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


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


EVIL = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example"]


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


def _told(answer: Any) -> tuple[int, str]:
    import re

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


@pytest.mark.parametrize("header", ["host", "x-forwarded-host"])
def test_a_foreign_host_never_stands_in_a_link(world, header):  # noqa: F811
    client = signed_in(world.people["founder"])
    invitation = world.group.invitations.get(used_at=None)
    address = f"/en/projects/{world.group.public_id}/founders/invitations/{invitation.public_id}/"

    answer = client.get(address, headers={header: "evil.example"})

    assert answer.status_code == (400 if header == "host" else 200)
    assert "evil.example" not in answer.content.decode()


def test_doors_codes_uploads_and_papers_are_limited():
    assert set(settings.ACCOUNT_RATE_LIMITS) >= {"login_failed", "send_code", "prove_code", "start_project", "upload"}


def test_after_so_many_unknown_papers_nobody_may_ask_on(client, country):
    from django.core.cache import caches

    caches["local"].clear()
    codes = [client.get(f"/en/papers/AAAA-BBBB-{number:04d}/").status_code for number in range(12)]
    caches["local"].clear()

    assert (codes[0], codes[-1]) == (404, 429)


def test_pages_of_other_sites_read_what_is_public_and_nothing_else(client, country):
    public = client.get("/api/v1/territories", headers={"Origin": "https://evil.example"})
    private = client.get(f"/api/v1/dossiers/{UUID(int=7)}", headers={"Origin": "https://evil.example"})

    assert (public.status_code, public["Access-Control-Allow-Origin"]) == (200, "*")
    assert (private.status_code, "Access-Control-Allow-Origin" in private) == (401, False)
    assert "Access-Control-Allow-Credentials" not in public
