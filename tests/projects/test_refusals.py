"""Every address of a project refuses everybody whom it does not belong to, read or written."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.accounts.factories import person
from tests.projects.factories import PLACE, a_project
from tests.projects.places import CHANGED, POSTED, READ, SEEN, WRITTEN, Scene, a_scene, as_person, as_visitor, url
from twiza.journal.models import Entry
from twiza.projects.urls import one as project_urls

pytestmark = [pytest.mark.same_on_each, pytest.mark.usefixtures("country")]
EVERY = [*SEEN, *WRITTEN, *CHANGED]


@pytest.fixture
def scene(country: object) -> Scene:
    return a_scene()


def answers(client: Client, scene: Scene, names: list[str]) -> dict[str, set[int]]:
    """Status of each address, by GET and by POST."""
    found = {}
    for name in names:
        address = scene.addresses[name]
        read = set() if name in POSTED else {client.get(address).status_code}
        sent = set() if name in READ else {client.post(address, {"text": "taken over"}).status_code}
        found[name] = read | sent
    return found


def test_no_address_is_forgotten_here() -> None:
    assert {one.name for one in project_urls} == set(EVERY)


@pytest.mark.parametrize("who", ["anonymous", "another session"])
def test_strangers_without_a_sign_in_are_asked_to_sign_in(scene: Scene, who: str) -> None:
    client = Client() if who == "anonymous" else as_visitor("another")[0]
    before = Entry.objects.count()

    for name, address in scene.addresses.items():
        opened = [] if name in POSTED else [client.get(address)]
        sent = [] if name in READ else [client.post(address, {"text": "x"})]
        for answer in opened + sent:
            assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/en/account/login/"), name
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    "who", ["stranger", "advisor elsewhere", "former member", "analyst", "administrator", "officer"]
)
def test_strangers_with_a_sign_in_are_refused(scene: Scene, who: str) -> None:
    user = {
        "stranger": lambda: person("stranger@example.org"),
        "advisor elsewhere": lambda: person("far@example.org", role="advisor", territory="02"),
        "former member": lambda: scene.former,
        "analyst": lambda: person("analyst@example.org", role="analyst"),
        "administrator": lambda: person("boss@example.org", role="administrator"),
        "officer": lambda: person("officer@example.org", role="authority_officer"),
    }[who]()
    before = Entry.objects.count()

    assert answers(as_person(user), scene, EVERY) == {key: {403} for key in EVERY}
    assert Entry.objects.count() == before


def test_members_open_everything(scene: Scene) -> None:
    for user in (scene.president, scene.member):
        client = as_person(user)
        opened = {name: client.get(scene.addresses[name]).status_code for name in EVERY if name not in POSTED}
        assert set(opened.values()) == {200}, opened


def test_the_advisor_of_the_place_reads_and_writes_tasks_and_notes_and_changes_nothing_else(scene: Scene) -> None:
    client = as_person(person("near@example.org", role="advisor", territory=PLACE[:2]))

    assert {name: client.get(scene.addresses[name]).status_code for name in SEEN} == dict.fromkeys(SEEN, 200)
    assert answers(client, scene, CHANGED) == {key: {403} for key in CHANGED}
    assert client.post(scene.addresses["notes"], {"text": "Bring the lease"}).status_code == 302
    assert client.post(scene.addresses["tasks"], {"text": "Visit"}).status_code == 302
    for name, given in {
        "founder-section": {"name": "Other"}, "remove-founder": {}, "consent": {"consent_how": "spoken"}, "files": {},
    }.items():  # fmt: skip
        assert client.post(scene.addresses[name], given).status_code == 422, name
    assert scene.project.founders.get(name="خديجة").left_at is None


def test_a_founder_who_reads_only_changes_nothing(scene: Scene) -> None:
    client, before = as_person(scene.reader), Entry.objects.count()

    for name in ("describe", "share-value", "add-founder", "invite", "give-up", "remove-file", "withdraw"):
        given = {"name": "Other", "share_value": "5", "consent_how": "spoken"}
        answer = client.post(scene.addresses[name], given)
        assert answer.status_code == 422, name
        assert "but not change this" in answer.content.decode(), name
    assert Entry.objects.count() == before


def test_a_thing_of_another_project_is_not_found_under_this_one(scene: Scene) -> None:
    mine = a_project(by=scene.president, territory="03.06.14", name="Another")
    client = as_person(scene.president)

    for name, address in scene.addresses.items():
        if name in {"founder", "founder-section", "task", "note", "file", "contribution", "invitation", "twins"}:
            elsewhere = address.replace(str(scene.project.public_id), str(mine.public_id))
            assert client.get(elsewhere).status_code == 404, name


def test_a_visitor_opens_her_own_project_and_no_other(scene: Scene) -> None:
    client, visitor = as_visitor("hers")
    own = a_project(by=visitor)
    pages = ["project", "origin", "founders", "money", "tasks", "notes", "files", "timeline", "describe", "add-founder"]

    assert {client.get(url(name, own.public_id)).status_code for name in pages} == {200}
    assert as_visitor("not hers")[0].get(url("project", own.public_id)).status_code == 302
    assert as_person(scene.president).get(url("project", own.public_id)).status_code == 403


def test_a_project_without_an_owner_belongs_to_nobody(country: object) -> None:
    project = a_project()

    assert project.visitor == ""
    assert Client().get(url("project", project.public_id)).status_code == 302


def test_only_the_advisor_of_a_place_lists_its_projects(scene: Scene) -> None:
    near = as_person(person("near@example.org", role="advisor", territory="01"))
    far = as_person(person("far@example.org", role="advisor", territory="02"))

    for address in (url("overview", "01"), url("overview-table", "01", "csv")):
        assert near.get(address).status_code == 200
        assert {one.get(address).status_code for one in (far, as_person(scene.president))} == {403}
        assert Client().get(address).status_code == 302
    assert near.get(url("overview", "XE")).status_code == 403
    assert near.get(url("overview-table", "01", "csv").replace(".csv", ".pdf"), follow=True).status_code == 404
