"""Several people work on one project: nothing is overwritten in silence, nothing typed is lost, nothing runs."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.accounts.factories import person
from tests.files import samples
from tests.projects.factories import NAMES, PLACE, a_founder, a_group, a_member, a_project
from tests.projects.places import as_person, as_visitor, url
from twiza.accounts.commands import Refused
from twiza.accounts.models import User
from twiza.files.models import StoredFile
from twiza.projects import commands, timeline
from twiza.projects.commands import Conflict
from twiza.projects.models import Project

pytestmark = pytest.mark.usefixtures("country")
HARM = "<script>harm()</script>"


@pytest.fixture
def group(country: object) -> Project:
    return a_group(3)


@pytest.fixture
def president(group: Project) -> User:
    user = group.founders.get(office="president").user
    assert user
    return user


@pytest.fixture
def hers(president: User) -> Client:
    return as_person(president)


def texts(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


class TestConflicts:
    def test_both_texts_are_shown_and_nothing_is_overwritten(self, group: Project, hers: Client) -> None:
        other = as_person(a_member(group, "member@example.org"))
        page = url("describe", group.public_id)
        seen = Project.objects.get(pk=group.pk).version
        assert hers.post(page, {"name": "شمس", "idea": "Bread", "version": seen}).status_code == 302
        answer = other.post(page, {"name": "قمر", "idea": "Honey", "version": seen})

        assert answer.status_code == 409
        for text in ("Somebody else changed this meanwhile", "شمس", "قمر", "Bread", "Honey"):
            assert text in texts(answer)
        group.refresh_from_db()
        assert (group.name, group.idea) == ("شمس", "Bread")
        version = group.version
        assert f'name="version" value="{version}"' in texts(answer)
        assert other.post(page, {"name": "شمس وقمر", "idea": "Both", "version": version}).status_code == 302
        group.refresh_from_db()
        assert group.name == "شمس وقمر"

    def test_the_same_answer_twice_is_no_conflict(self, group: Project, hers: Client) -> None:
        seen = Project.objects.get(pk=group.pk).version
        for _ in range(2):
            answer = hers.post(url("describe", group.public_id), {"name": "شمس", "idea": "", "version": seen})
            assert answer.status_code == 302

    def test_a_conflict_carries_both(self, group: Project) -> None:
        note = commands.add_note(project=group, text="one", by="command-line")
        commands.change_note(note=note, text="two", by="command-line", seen_version=1)
        with pytest.raises(Conflict) as met:
            commands.change_note(note=note, text="three", by="command-line", seen_version=1)

        assert (met.value.current.text, met.value.mine) == ("two", {"text": "three"})

    @pytest.mark.parametrize("kind", ["founder", "shares", "contribution", "task", "note", "share value"])
    def test_every_thing_that_a_group_edits_notices(self, group: Project, hers: Client, kind: str) -> None:
        founder = group.founders.get(name=NAMES[1])
        brought = commands.add_contribution(founder=founder, kind="money", value=Decimal(10), by="command-line")
        task = commands.add_task(project=group, text="Call", by="command-line")
        note = commands.add_note(project=group, text="one", by="command-line")
        key = group.public_id
        page, first, second = {
            "founder": (url("founder-section", key, founder.public_id, "name"), {"name": "أ"}, {"name": "ب"}),
            "shares": (url("founder-section", key, founder.public_id, "shares"), {"shares": 4}, {"shares": 5}),
            "contribution": (
                url("contribution", key, brought.public_id),
                {"kind": "money", "value": 11},
                {"kind": "money", "value": 12},
            ),
            "task": (url("task", key, task.public_id), {"text": "Write"}, {"text": "Walk"}),
            "note": (url("note", key, note.public_id), {"text": "two"}, {"text": "three"}),
            "share value": (url("share-value", key), {"share_value": "200"}, {"share_value": "300"}),
        }[kind]  # fmt: skip
        fresh = {"founder": founder, "shares": founder, "contribution": brought, "task": task, "note": note}.get(kind)
        version = (fresh or Project.objects.get(pk=group.pk)).version

        assert hers.post(page, {**first, "version": version}).status_code == 302
        answer = hers.post(page, {**second, "version": version})
        assert answer.status_code == 409
        assert str(next(reversed(second.values()))) in texts(answer)

    def test_nobody_is_removed_in_a_version_that_one_has_not_seen(self, group: Project, hers: Client) -> None:
        founder = group.founders.get(name=NAMES[1])
        commands.change_founder(founder=founder, by="command-line", shares=99)
        answer = hers.post(url("remove-founder", group.public_id, founder.public_id), {"version": founder.version})

        assert answer.status_code == 409
        founder.refresh_from_db()
        assert founder.left_at is None

    def test_numbers_of_identity_cards_are_not_shown_in_a_conflict(self, group: Project, hers: Client) -> None:
        founder = a_founder(group, "إيطو")
        page = url("founder-section", group.public_id, founder.public_id, "identity")
        hers.post(page, {"national_id": "XE111222", "version": 1})
        answer = hers.post(page, {"national_id": "XE333444", "version": 1})

        assert answer.status_code == 409
        assert "XE111222" not in texts(answer)


class TestDrafts:
    def test_forms_are_kept_by_the_browser_and_the_server_says_when_it_has_them(
        self, group: Project, hers: Client
    ) -> None:
        page = url("notes", group.public_id)
        text = texts(hers.get(page))
        draft = text.split('data-draft="')[1].split('"')[0]
        answer = hers.post(page, {"text": "The land is free"})

        assert answer.cookies["twiza_saved"].value == draft
        assert "ui/drafts.js" in text
        assert "twiza_saved" not in hers.post(page, {"text": " "}).cookies

    def test_drafts_belong_to_one_person(self, group: Project, hers: Client) -> None:
        other = as_person(a_member(group, "member@example.org"))

        def owner(client: Client) -> str:
            return texts(client.get(url("notes", group.public_id))).split('twiza-drafts-of" content="')[1][:16]

        assert owner(hers) == owner(hers) != owner(other)

    def test_numbers_and_addresses_are_never_kept_by_the_browser(self, group: Project, hers: Client) -> None:
        founder = group.founders.get(name=NAMES[1])
        for section, names in (("identity", ["national_id"]), ("reach", ["phone", "address"])):
            text = texts(hers.get(url("founder-section", group.public_id, founder.public_id, section)))
            for name in names:
                tag = text.split(f'name="{name}"')[1].split(">")[0]
                assert 'data-private="true"' in tag


class TestWork:
    def test_tasks_are_added_done_and_opened_again(self, group: Project, hers: Client) -> None:
        page = url("tasks", group.public_id)
        who = group.founders.get(name=NAMES[1])
        given = {"text": "Call the advisor", "who": str(who.public_id), "due_on": "2020-01-01", "once": "k"}
        for _ in range(2):
            hers.post(page, given)
        task = group.tasks.get()
        assert (task.who, task.due_on) == (who, datetime.date(2020, 1, 1))
        assert "late:" in texts(hers.get(page))
        hers.post(url("task-done", group.public_id, task.public_id), {"done": "1"})
        task.refresh_from_db()
        assert task.done_at and task.done_by == group.founders.get(office="president").user.actor  # type: ignore[union-attr]
        hers.post(url("task-done", group.public_id, task.public_id), {"done": "0"})
        hers.post(url("task", group.public_id, task.public_id), {"text": "Call", "remove": "1", "version": "3"})

        assert not group.tasks.exists()

    def test_a_task_is_not_given_to_a_stranger(self, group: Project, hers: Client) -> None:
        stranger = a_project(by=person("far@example.org")).founders.get()
        answer = hers.post(url("tasks", group.public_id), {"text": "Call", "who": str(stranger.public_id)})

        assert answer.status_code == 422 and 'value="Call"' in texts(answer)

    @pytest.mark.parametrize("value", ["0", "-5", "1e99", "NaN", "Infinity", "abc", "", "99999999999999"])
    @pytest.mark.parametrize("page", ["share-value", "add-contribution"])
    def test_amounts_that_cannot_be_are_sent_back_as_they_were_typed(
        self, group: Project, hers: Client, value: str, page: str
    ) -> None:
        founder = group.founders.get(name=NAMES[1])
        given = {"share_value": value, "value": value, "kind": "money", "founder": str(founder.public_id)}
        answer = hers.post(url(page, group.public_id), given)

        assert answer.status_code == 422
        assert not value or f'value="{value}"' in texts(answer)
        group.refresh_from_db()
        assert group.share_value == 100

    def test_money_adds_up(self, group: Project, hers: Client) -> None:
        founder = group.founders.get(name=NAMES[1])
        brings = [
            ("money", "400", {"for_shares": "on"}),
            ("kind", "600.50", {"text": "A field", "for_shares": "on"}),
            ("work", "90", {"text": "Nine days"}),
        ]
        for kind, value, more in brings:
            given = {"founder": str(founder.public_id), "kind": kind, "value": value, **more}
            assert hers.post(url("add-contribution", group.public_id), given).status_code == 302
        brought = founder.contributions.get(kind="money")
        hers.post(
            url("contribution", group.public_id, brought.public_id),
            {"kind": "money", "value": "400", "for_shares": "on", "received_on": "2026-01-02", "version": 1},
        )
        money = hers.get(url("money", group.public_id)).context["money"]

        assert (money.shares, money.capital, money.promised, money.received) == (30, 3000, Decimal("1000.50"), 400)
        refused = hers.post(
            url("add-contribution", group.public_id), {"founder": str(founder.public_id), "kind": "kind", "value": "5"}
        )
        assert "Say what it is" in texts(refused)

    def test_files_are_checked_kept_handed_over_and_removed(self, group: Project, hers: Client) -> None:
        page = url("files", group.public_id)
        for _ in range(2):
            hers.post(page, {"file": samples.upload(samples.pdf(), "عقد.pdf"), "label": "The lease", "once": "k"})
        attachment = group.attachments.get()
        address = url("file", group.public_id, attachment.public_id)
        answer = hers.get(address)
        assert b"".join(answer.streaming_content) == samples.pdf()  # type: ignore[attr-defined]
        assert answer["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer["Content-Security-Policy"]
        hers.post(url("remove-file", group.public_id, attachment.public_id))

        assert hers.get(address).status_code == 404
        assert not StoredFile.objects.exists()

    @pytest.mark.parametrize(
        "content",
        [samples.HTML, samples.SVG, samples.archive(), samples.pdf(script=True), b""],
        ids=["html", "svg", "archive", "script", "empty"],  # an archive says when it was made
    )
    def test_dangerous_files_are_refused_on_the_page(self, group: Project, hers: Client, content: bytes) -> None:
        answer = hers.post(url("files", group.public_id), {"file": samples.upload(content), "label": "My field"})

        assert answer.status_code == 422 and 'value="My field"' in texts(answer)
        assert not group.attachments.exists()

    def test_a_project_has_a_limited_room(self, group: Project, hers: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("twiza.projects.commands.work.QUOTA", 100)
        answer = hers.post(url("files", group.public_id), {"file": samples.upload(samples.picture())})

        assert "room for files is full" in texts(answer)

    def test_files_that_are_too_large_are_refused_before_they_fill_the_disk(self, group: Project, hers: Client) -> None:
        answer = hers.post(url("files", group.public_id), {"file": samples.upload(b"\xff\xd8\xff" + b"0" * 13_000_000)})

        assert answer.status_code == 422 and "12 MB" in texts(answer)


class TestStory:
    def test_everything_that_was_done_is_told_in_plain_words(self, group: Project, hers: Client) -> None:
        commands.rename(project=group, name="شمس", by=group.founders.get(office="president").user)  # type: ignore[arg-type]
        text = texts(hers.get(url("timeline", group.public_id)))

        for part in ("began the project", "as a founder", "set the value of a share", "شمس", NAMES[1]):
            assert part in text
        assert "changed something" not in text

    def test_every_action_of_this_area_has_its_wording(self) -> None:
        import re
        from pathlib import Path

        from twiza.projects.wordings import WORDINGS

        area = [one for one in Path(timeline.__file__).parent.rglob("*.py") if one.stem != "wordings"]
        calls = re.findall(r"note\(\s*[\w.]+,\s*([^,]+),", "".join(one.read_text() for one in area))
        named = {action for call in calls for action in re.findall(r'"([a-z_.]+)"', call)}
        assert named == set(WORDINGS)

    def test_other_areas_tell_their_part(self, group: Project, hers: Client) -> None:
        from twiza.journal.commands import record

        timeline.register_wording("test.signed", "%(who)s signed for %(founder)s, %(missing)s")
        timeline.register_subjects(lambda project: [("test", f"of {project.key}")])
        founder = group.founders.get(name=NAMES[1])
        record(by="user:gone", action="test.signed", subject_kind="test", subject_key=f"of {group.key}",
               details={"founder": str(founder.public_id)})  # fmt: skip

        assert "signed for \u2068خديجة\u2069, unknown" in texts(hers.get(url("timeline", group.public_id)))


class TestHostileWords:
    def test_what_people_write_never_runs(self, group: Project, hers: Client) -> None:
        by = group.founders.get(office="president").user
        assert by
        commands.describe(project=group, name=HARM, idea=HARM, by=by)
        founder = a_founder(group, HARM, by=by, name_latin=HARM, profession=HARM)
        commands.add_task(project=group, text=HARM, who=founder, by=by)
        commands.add_note(project=group, text=HARM, by=by)
        commands.add_contribution(founder=founder, kind="kind", value=Decimal(1), text=HARM, valued_by=HARM, by=by)
        commands.attach(project=group, upload=samples.upload(samples.pdf(), HARM), label=HARM, by=by)
        names = ["project", "origin", "founders", "money", "tasks", "notes", "files", "timeline", "describe"]
        pages = [url(name, group.public_id) for name in names]
        pages += [url("founder", group.public_id, founder.public_id), url("mine")]

        for page in pages:
            text = texts(hers.get(page))
            assert HARM not in text, page
            assert "harm()" in text, page

    def test_marks_that_turn_text_around_are_taken_out(self, group: Project, hers: Client) -> None:
        a_founder(group, "\u202eevil")

        assert "\u202e" not in texts(hers.get(url("founders", group.public_id)))


class TestAdvisors:
    @pytest.fixture
    def advisor(self, country: object) -> Client:
        return as_person(person("advisor@example.org", role="advisor", territory="01", name="المستشارة"))

    def names(self, advisor: Client, query: str = "") -> list[str]:
        return [one.name for one, _still in advisor.get(url("overview", "01") + query).context["lines"]]

    def test_projects_below_her_place_are_listed_and_visitors_own_are_not(self, advisor: Client) -> None:
        a_project(by=person("a@example.org"), name="Here")
        a_project(by=person("b@example.org"), name="Far", territory="03.06.14")
        a_project(by=as_visitor("v")[1], name="Kept in a browser")

        assert self.names(advisor) == ["Here"]

    def test_where_nobody_has_moved_is_seen(self, advisor: Client) -> None:
        a_project(by=person("a@example.org"), name="Quiet")
        a_project(by=person("b@example.org"), name="Busy")
        Project.objects.filter(name="Quiet").update(changed_at="2020-01-01T00:00Z")

        assert "nobody has moved for 30 days" in texts(advisor.get(url("overview", "01")))
        assert self.names(advisor, "?still=on") == ["Quiet"]
        assert self.names(advisor, "?q=bus") == ["Busy"]
        assert self.names(advisor, "?stage=filed") == []
        assert self.names(advisor, "?sort=name") == ["Busy", "Quiet"]
        assert self.names(advisor, "?sort=-name&page=7") == ["Quiet", "Busy"]
        assert self.names(advisor, "?sort=nonsense&stage=nonsense&page=x") == ["Quiet", "Busy"]

    def test_any_work_on_a_project_moves_it(self, group: Project, advisor: Client) -> None:
        Project.objects.update(changed_at="2020-01-01T00:00Z")
        advisor.post(url("notes", group.public_id), {"text": "I called them"})

        assert self.names(advisor, "?still=on") == []
        assert "المستشارة" in texts(advisor.get(url("notes", group.public_id)))

    @pytest.mark.parametrize("form", ["csv", "xlsx"])
    def test_formulas_are_harmless_in_what_is_taken_away(self, advisor: Client, form: str) -> None:
        a_project(by=person("a@example.org"), name="=HYPERLINK(0)")
        content = advisor.get(url("overview-table", "01", form)).content
        rows = load_workbook(io.BytesIO(content)).active if form == "xlsx" else None
        cell = rows["A2"].value if rows else content.decode("utf-8-sig").splitlines()[1].split(",")[0]

        assert cell == "'=HYPERLINK(0)"

    def test_she_finds_her_list_on_my_projects(self, advisor: Client) -> None:
        assert url("overview", "01") in texts(advisor.get(url("mine")))


class TestQueries:
    def counted(self, client: Client, page: str) -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    @pytest.mark.parametrize("name", ["project", "founders", "money", "tasks", "notes", "files", "timeline"])
    def test_one_row_and_three_cost_the_same(self, name: str) -> None:
        president = person("p@example.org")
        project = a_project(by=president)
        client = as_person(president)

        def more(number: int) -> None:
            founder = a_founder(project, NAMES[number], by=president)
            commands.add_contribution(founder=founder, kind="money", value=Decimal(5), by=president)
            commands.add_task(project=project, text="Call", who=founder, due_on=datetime.date(2030, 1, 1), by=president)
            commands.add_note(project=project, text="Note", by=president)
            commands.attach(project=project, upload=samples.upload(samples.pdf()), by=president)
            commands.invite(project=project, by=president, founder=founder)

        more(1)
        one = self.counted(client, url(name, project.public_id))
        more(2)
        more(3)

        assert self.counted(client, url(name, project.public_id)) == one

    def test_lists_of_projects_too(self) -> None:
        user = person("p@example.org", role="advisor", territory="01")
        client = as_person(user)
        a_project(by=user)
        one = [self.counted(client, page) for page in (url("mine"), url("overview", "01"))]
        for model in ("saffron", "seaweed"):
            a_project(by=user, model=model)

        assert [self.counted(client, page) for page in (url("mine"), url("overview", "01"))] == one


def test_a_closed_project_is_read_and_not_changed(group: Project, hers: Client) -> None:
    commands.give_up(project=group, by="command-line")

    assert hers.get(url("founders", group.public_id)).status_code == 200
    with pytest.raises(Refused, match="closed"):
        a_founder(group)
    assert PLACE in group.territory.code
