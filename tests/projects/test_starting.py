"""A project begins: by a visitor, by somebody with a sign-in, once however often one clicks; it becomes hers."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.accounts.factories import person
from tests.projects.factories import PLACE, a_founder, a_group, a_member, a_project, a_visitor
from tests.projects.places import as_person, as_visitor, url
from twiza.accounts.commands import Refused
from twiza.accounts.signals import arrived
from twiza.journal.models import Entry
from twiza.packs.models import Load
from twiza.projects import commands, snapshot
from twiza.projects.models import Once, Project, Stage
from twiza.projects.sweeping import sweep
from twiza.territories.models import Territory

pytestmark = pytest.mark.usefixtures("country")
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}
CHOSEN = {"territory": PLACE, "model": "honey"}


def press(client: Client, address: str, given: dict[str, str], **headers: str) -> object:
    """Send a form as a browser does: sent round once more (307), it sends the same again."""
    answer = client.post(address, given, **headers)
    if answer.status_code == 307:
        answer = client.post(answer["Location"], given, **headers)
    return answer


def click(client: Client, **headers: str) -> object:
    return press(client, url("start"), CHOSEN, **(headers or OURS))


def test_a_person_becomes_the_first_founder() -> None:
    user = person("amina@example.org", name="أمينة")
    project = a_project(by=user)

    assert [(one.user, one.name, one.edits) for one in project.founders.all()] == [(user, "أمينة", True)]


def test_a_group_has_its_capital() -> None:
    assert a_group(5).capital == 5000


def test_the_page_of_an_opportunity_starts_it_in_one_click_without_a_token() -> None:
    client = Client(enforce_csrf_checks=True)
    with translation.override("en"):
        page = client.get(reverse("opportunities:opportunity", args=[PLACE, "honey"]))
    text = page.content.decode()
    assert f'action="{url("start")}"' in text
    assert "csrfmiddlewaretoken" not in text
    answer = click(client)

    project = Project.objects.get()
    assert answer["Location"] == url("project", project.public_id)  # type: ignore[index]
    assert project.visitor
    assert client.get(url("project", project.public_id)).status_code == 200
    assert "Kept in this browser until you sign in" in client.get(url("project", project.public_id)).content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_SEC_FETCH_SITE": "none"},
        {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"},
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_REFERER": "https://evil.example/testserver"},
        {"HTTP_ACCEPT": "*/*"},
    ],
)
def test_other_sites_start_nothing_in_our_name(headers: dict[str, str]) -> None:
    assert click(Client(), **headers).status_code == 403  # type: ignore[attr-defined]
    assert not Project.objects.exists()


@pytest.mark.parametrize("headers", [{"HTTP_ORIGIN": "http://testserver"}, {"HTTP_REFERER": "http://testserver/en/x"}])
def test_an_older_browser_tells_it_otherwise(headers: dict[str, str]) -> None:
    assert click(Client(), **headers).status_code == 302  # type: ignore[attr-defined]


def test_a_double_click_makes_one_project() -> None:
    client, _visitor = as_visitor("hers")
    first, second = click(client), click(client)

    assert first["Location"] == second["Location"]  # type: ignore[index]
    assert Project.objects.count() == 1
    assert Entry.objects.filter(action="project.started").count() == 1


def test_pressing_again_some_minutes_later_finds_the_same_project() -> None:
    visitor = a_visitor()
    first = a_project(by=visitor)
    Once.objects.all().delete()

    assert a_project(by=visitor) == first


def test_a_form_sent_again_after_its_thing_was_removed_is_no_error() -> None:
    project = a_project()
    task = commands.add_task(project=project, text="Call", by="command-line", once="k")
    commands.remove_task(task=task, by="command-line")

    assert commands.add_task(project=project, text="Call", by="command-line", once="k").pk


def test_another_model_another_person_or_another_day_is_another_project() -> None:
    visitor = a_visitor()
    first = a_project(by=visitor)
    Project.objects.update(made_at="2020-01-01T00:00Z")
    Once.objects.all().delete()

    made = [a_project(by=visitor), a_project(by=visitor, model="saffron"), a_project(by=a_visitor("z" * 64))]
    assert len({first.pk, *(one.pk for one in made)}) == 4


def test_nobody_starts_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twiza.projects.commands.starting.MOST_A_DAY", 1)
    a_project(by=a_visitor())

    with pytest.raises(Refused, match="many projects"):
        a_project(by=a_visitor(), model="saffron")


@pytest.mark.parametrize("given", [{"territory": "99", "model": "honey"}, {"territory": PLACE, "model": "nothing"}])
def test_what_does_not_exist_starts_nothing(given: dict[str, str]) -> None:
    assert Client().post(url("start"), given, **OURS).status_code == 404


def test_an_idea_of_ones_own_asks_the_place_then_the_words() -> None:
    client = Client()
    name = Territory.objects.get(code=PLACE).names["ar"]
    assert f"?in={PLACE}" in client.get(url("new"), {"q": name}).content.decode()
    answer = press(client, url("new") + f"?in={PLACE}", {"idea": "Bread for the school", "sector": "food"})

    project = Project.objects.get()
    assert answer["Location"] == url("project", project.public_id)
    assert (project.idea, project.model, project.sector and project.sector.key) == (
        "Bread for the school",
        None,
        "food",
    )
    assert client.get(url("origin", project.public_id)).status_code == 200


def test_an_idea_without_words_is_sent_back_with_what_was_typed() -> None:
    answer = Client().post(url("new") + f"?in={PLACE}", {"idea": "  ", "name": "فجر"})

    assert answer.status_code == 422
    assert "Say in a few words" in answer.content.decode()
    assert "فجر" in answer.content.decode()


def test_what_the_opportunity_said_is_kept() -> None:
    kept = a_project().snapshot

    assert kept["territory"]["code"] == PLACE
    assert kept["model"]["key"] == "honey"
    assert kept["model"]["products"][0]["price"]["assumption"]["ar"]
    assert 0 <= kept["opportunity"]["score"] <= 100
    assert {one["year"] for one in kept["opportunity"]["reasons"]} <= {2014, 2024}
    assert kept["pack"]["version"] and kept["day"]
    assert "fact:honey-1" in kept["sources"]


def test_it_is_shown_as_it_was_with_what_changed_since() -> None:
    client, visitor = as_visitor("hers")
    project = a_project(by=visitor)
    page = url("origin", project.public_id)
    assert "The data of the country are still the same" in client.get(page).content.decode()
    project.snapshot["opportunity"]["score"] = 12.0
    project.snapshot["pack"]["digest"] = "older"
    project.snapshot["model"]["products"][0]["price"]["typical"] = 99
    project.save()
    text = client.get(page).content.decode()

    assert "What changed since" in text
    assert "it was \u206812\u2069" in text
    assert "Honey · Price" in text
    model = project.model
    assert model
    changes = snapshot.changes(project.snapshot, project.territory, model)
    assert changes and [one.path for one in changes.figures] == [("products", 0, "price")]


def test_a_project_outlives_its_model(country: object) -> None:
    client, visitor = as_visitor("hers")
    project = a_project(by=visitor)
    project.snapshot["pack"]["digest"] = "older"
    project.save()
    assert project.model
    project.model.retired = True
    project.model.save()

    assert "no longer in the data" in client.get(url("origin", project.public_id)).content.decode()


def test_signing_in_makes_it_hers_and_nobody_elses() -> None:
    client, visitor = as_visitor("hers")
    project = a_project(by=visitor)
    user = person("amina@example.org", name="أمينة")
    arrived.send(sender=None, visitor=visitor, user=user)
    arrived.send(sender=None, visitor=visitor, user=user)

    project.refresh_from_db()
    assert project.visitor == ""
    assert [one.user for one in project.founders.all()] == [user]
    assert client.get(url("project", project.public_id)).status_code == 302
    assert as_person(user).get(url("project", project.public_id)).status_code == 200


def test_who_wrote_herself_down_before_signing_in_is_not_there_twice() -> None:
    client, visitor = as_visitor("hers")
    project = a_project(by=visitor)
    client.post(url("add-founder", project.public_id) + "?me=1", {"name": "فاطمة", "consent_how": "self", "shares": 3})
    user = person("fatima@example.org", name="Fatima")
    commands.claim(visitor=visitor, user=user)

    founder = project.founders.get()
    assert (founder.user, founder.name, founder.shares, founder.edits) == (user, "فاطمة", 3, True)


def test_a_visitor_without_a_key_claims_nothing() -> None:
    a_project()

    assert commands.claim(visitor=a_visitor(""), user=person()) == []
    arrived.send(sender=None, visitor=None, user=person("other@example.org"))


def test_my_projects_are_mine() -> None:
    user = person("amina@example.org")
    a_project(by=user, name="Mine")
    a_project(by=a_visitor(), name="Hers")
    a_project(name="Nobody's")

    a_group(2, name="Left")
    left = Project.objects.get(name="Left")
    commands.remove_founder(founder=left.founders.get(user=a_member(left, user)), by=user)

    assert [one.name for one in as_person(user).get(url("mine")).context["projects"]] == ["Mine"]
    assert list(Client().get(url("mine")).context["projects"]) == []


def test_a_visitors_forgotten_project_is_swept_and_a_kept_one_is_not() -> None:
    forgotten, kept = a_project(by=a_visitor()), a_project(by=a_visitor("z" * 64))
    hers = a_project(by=person())
    Project.objects.exclude(pk=kept.pk).update(changed_at="2020-01-01T00:00Z")

    assert sweep() == 1
    assert set(Project.objects.all()) == {kept, hers}
    assert not Project.objects.filter(pk=forgotten.pk).exists()


def test_stages_follow_their_order() -> None:
    project = a_project(by=person())
    with pytest.raises(Refused, match="cannot become"):
        commands.set_stage(project=project, stage=Stage.REGISTERED, by="command-line")
    a_founder(project)
    project.refresh_from_db()

    assert project.stage == Stage.GROUP
    for stage in (Stage.FOUNDING, Stage.FILED, Stage.REGISTERED):
        project = commands.set_stage(project=project, stage=stage, by="command-line")
    with pytest.raises(Refused, match="registered"):
        commands.rename(project=project, name="Other", by="command-line")


def test_given_up_is_kept_and_taken_up_again() -> None:
    user = person()
    project = a_project(by=user)
    client = as_person(user)
    client.post(url("give-up", project.public_id))
    project.refresh_from_db()
    assert project.stage == Stage.LEFT
    assert "was given up" in client.get(url("project", project.public_id)).content.decode()
    with pytest.raises(Refused, match="closed"):
        commands.rename(project=project, name="Other", by=user)
    client.post(url("give-up", project.public_id))

    project.refresh_from_db()
    assert project.stage == Stage.IDEA
    assert Load.objects.exists()
