"""People come into a group, agree, are found twice, leave; what is sealed stays so."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client

from tests.accounts.factories import person
from tests.projects.factories import NAMES, a_founder, a_group, a_member, a_project
from tests.projects.places import as_person, as_visitor, url
from twiza.accounts.commands import Refused
from twiza.journal.models import Entry
from twiza.messages.models import Message
from twiza.projects import commands, consent, identity, twins
from twiza.projects.commands.inviting import secret_of
from twiza.projects.models import Founder, Invitation, Project
from twiza.projects.signals import project_changed

pytestmark = pytest.mark.usefixtures("country")
NUMBER = "XE765432"


@pytest.fixture
def group(country: object) -> Project:
    return a_group(3)


@pytest.fixture
def president(group: Project) -> object:
    return group.founders.get(office="president").user


def texts(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def told(project: Project) -> list[frozenset[str]]:
    """What the areas above hear from now on."""
    heard: list[frozenset[str]] = []

    def hear(*, what: frozenset[str], **_: object) -> None:
        heard.append(what)

    project_changed.connect(hear, weak=False, dispatch_uid=f"test {project.pk}")
    return heard


def test_somebody_without_a_phone_is_added_with_recorded_consent(group: Project, president: object) -> None:
    client = as_person(president)  # type: ignore[arg-type]
    page = url("add-founder", group.public_id)
    assert consent.text()[0] in texts(client.get(page))
    refused = client.post(page, {"name": "حليمة"})
    assert refused.status_code == 422 and "حليمة" in texts(refused) and "Read the text to her" in texts(refused)
    client.post(page, {"name": "  حليمة   أيت  علي ", "shares": "5", "consent_how": "spoken"})

    founder = group.founders.get(name="حليمة أيت علي")
    assert (founder.shares, founder.edits, founder.user) == (5, False, None)
    assert (founder.consent_how, founder.consent_version) == ("spoken", consent.VERSION)
    assert founder.consent_by == president.actor  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="Read the text"):
        commands.add_founder(project=group, name="Other", by=president)  # type: ignore[arg-type]


def test_the_same_form_sent_twice_adds_one_person(group: Project, president: object) -> None:
    client = as_person(president)  # type: ignore[arg-type]
    given = {"name": "حليمة", "consent_how": "paper", "once": "a-key"}
    for _ in range(2):
        assert client.post(url("add-founder", group.public_id), given).status_code == 302

    assert group.founders.filter(name="حليمة").count() == 1
    client.post(url("add-founder", group.public_id), {**given, "once": "another"})
    assert group.founders.filter(name="حليمة").count() == 2


def test_the_areas_above_hear_what_changed(group: Project, president: object) -> None:
    heard = told(group)
    founder = a_founder(group, by=president, shares=3)  # type: ignore[arg-type]
    commands.change_founder(founder=founder, by="command-line", shares=3)
    commands.change_founder(founder=founder, by="command-line", shares=4)
    commands.change_founder(founder=founder, by="command-line", address="دوار أيت سعيد")
    commands.rename(project=group, name="نور", by="command-line")
    commands.set_share_value(project=group, value=Decimal(150), by="command-line")
    commands.remove_founder(founder=founder, by="command-line")

    assert heard == [
        {"founders", "shares", "capital"}, {"shares", "capital"}, {"founders"}, {"name"}, {"shares", "capital"},
        {"founders", "shares", "capital"},
    ]  # fmt: skip


class TestInvitations:
    def door(self, group: Project, **options: object) -> tuple[Invitation, str]:
        inviter = group.founders.get(office="president").user
        made = commands.invite(project=group, by=inviter, **options)  # type: ignore[arg-type]
        return made, url("join", secret_of(made))

    def test_a_link_and_a_code_are_shown_to_the_group(self, group: Project, president: object) -> None:
        client = as_person(president)  # type: ignore[arg-type]
        answer = client.post(url("invite", group.public_id), {"once": "a"})
        invitation = group.invitations.get()
        assert answer["Location"] == url("invitation", group.public_id, invitation.public_id)
        text = texts(client.get(answer["Location"]))

        assert f"http://testserver{url('join', secret_of(invitation))}" in text
        assert "<svg" in text and "style=" not in text
        assert client.post(url("invite", group.public_id), {"once": "a"})["Location"] == answer["Location"]

    def test_the_secret_is_not_in_the_database(self, group: Project) -> None:
        made, _link = self.door(group)
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM projects_invitation")
            assert secret_of(made) not in str(cursor.fetchall())

    def test_who_invites_to_what_is_said_before_anything_is_asked(self, group: Project) -> None:
        _made, link = self.door(group)
        text = texts(Client().get(link))

        assert NAMES[0] in text and group.name in text
        assert consent.text()[0] in text
        assert f"/account/login/?next={link}" in text
        assert Client().post(link, {"name": "x", "agree": "on"}).status_code == 302
        assert group.founders.count() == 3

    def test_coming_in_records_consent(self, group: Project) -> None:
        _made, link = self.door(group)
        user = person("souad@example.org")
        client = as_person(user)
        refused = client.post(link, {"name": "سعاد"})
        assert refused.status_code == 422 and "سعاد" in texts(refused)
        assert not group.founders.filter(user=user).exists()
        client.post(link, {"name": "سعاد", "agree": "on"})

        founder = group.founders.get(user=user)
        assert (founder.name, founder.edits, founder.consent_how) == ("سعاد", True, "self")
        assert founder.consent_version == consent.VERSION

    def test_one_door_lets_one_person_in(self, group: Project) -> None:
        _made, link = self.door(group)
        for number in range(2):
            as_person(person(f"p{number}@example.org")).post(link, {"name": "سعاد", "agree": "on"})

        assert group.founders.count() == 4
        assert "no longer open" in texts(Client().get(link))

    def test_twice_by_the_same_person_is_once(self, group: Project) -> None:
        _made, link = self.door(group)
        client = as_person(person("souad@example.org"))
        answers = [client.post(link, {"name": "سعاد", "agree": "on"})["Location"] for _ in range(2)]

        assert answers == [url("project", group.public_id)] * 2
        assert group.founders.count() == 4

    def test_somebody_written_down_takes_her_own_place(self, group: Project) -> None:
        place = group.founders.get(name=NAMES[1])
        _made, link = self.door(group, founder=place)
        user = person("khadija@example.org")
        as_person(user).post(link, {"name": "خديجة أيت علي", "agree": "on"})

        place.refresh_from_db()
        assert (place.user, place.name, place.shares) == (user, "خديجة أيت علي", 10)
        assert group.founders.count() == 3

    @pytest.mark.parametrize("how", ["withdrawn", "old", "closed"])
    def test_a_closed_door_lets_nobody_in(self, group: Project, how: str) -> None:
        made, link = self.door(group)
        if how == "withdrawn":
            commands.withdraw(invitation=made, by=group.founders.get(office="president").user)  # type: ignore[arg-type]
        elif how == "old":
            Invitation.objects.update(ends_at="2020-01-01T00:00Z")
        else:
            commands.give_up(project=group, by="command-line")
        as_person(person("late@example.org")).post(link, {"name": "x", "agree": "on"})

        assert group.founders.count() == 3

    def test_a_guessed_link_opens_nothing(self, group: Project) -> None:
        made, _link = self.door(group)
        for guess in ("x" * 40, str(made.public_id), made.secret_hash):
            assert Client().get(url("join", guess)).status_code == 404

    def test_a_visitor_without_a_sign_in_does_not_invite(self) -> None:
        client, visitor = as_visitor("hers")
        project = a_project(by=visitor)

        assert "Sign in first" in texts(client.post(url("invite", project.public_id), {"once": "a"}))

    @pytest.mark.parametrize(
        ("to", "channel", "kept"),
        [("+212 612-345678", "sms", "+212612345678"), ("Souad@Example.org ", "email", "souad@example.org")],
    )
    def test_it_is_sent_once_to_a_phone_or_an_e_mail(self, group: Project, to: str, channel: str, kept: str) -> None:
        made, link = self.door(group)
        client = as_person(made.project.founders.get(office="president").user)  # type: ignore[arg-type]
        for _ in range(2):
            assert client.post(url("invitation", group.public_id, made.public_id), {"to": to}).status_code == 302

        message = Message.objects.get()
        assert (message.channel, message.to) == (channel, kept)
        assert link in message.body and group.name in message.body
        assert kept not in str(list(Entry.objects.values_list("details", flat=True)))

    def test_what_is_no_address_is_said(self, group: Project, president: object) -> None:
        made, _link = self.door(group)
        answer = as_person(president).post(url("invitation", group.public_id, made.public_id), {"to": "souad"})  # type: ignore[arg-type]

        assert answer.status_code == 422 and 'value="souad"' in texts(answer)
        assert not Message.objects.exists()


class TestNumbers:
    def test_it_is_sealed_and_its_fingerprint_is_the_same_however_it_is_written(self, group: Project) -> None:
        one = a_founder(group, national_id="xe 765-432")
        two = a_founder(group, "زهرة", national_id="XE٧٦٥٤٣٢")
        with connection.cursor() as cursor:
            cursor.execute("SELECT national_id, national_id_print FROM projects_founder WHERE id=%s", [one.pk])
            sealed, fingerprint = cursor.fetchone()

        assert NUMBER not in sealed and NUMBER not in fingerprint
        assert Founder.objects.get(pk=one.pk).national_id == NUMBER
        assert one.national_id_print == two.national_id_print

    def test_the_group_sees_three_signs_and_only_she_herself_the_whole(self, group: Project, president: object) -> None:
        member = a_member(group, "member@example.org")
        own = group.founders.get(user=member)
        commands.change_founder(founder=own, by=member, national_id=NUMBER, address="حي السلام")
        page = url("founder", group.public_id, own.public_id)

        assert NUMBER in texts(as_person(member).get(page))
        others = texts(as_person(president).get(page))  # type: ignore[arg-type]
        assert NUMBER not in others and identity.masked(NUMBER) in others and "حي السلام" not in others

    def test_nobody_reads_the_whole_number_of_somebody_without_a_sign_in(
        self, group: Project, president: object
    ) -> None:
        founder = a_founder(group, national_id=NUMBER)
        client = as_person(president)  # type: ignore[arg-type]
        for name in ("founder", "founder-section"):
            more = ["identity"] if name == "founder-section" else []
            text = texts(client.get(url(name, group.public_id, founder.public_id, *more)))
            assert NUMBER not in text and "432" in text

    def test_an_empty_answer_keeps_the_number(self, group: Project, president: object) -> None:
        founder = a_founder(group, national_id=NUMBER)
        page = url("founder-section", group.public_id, founder.public_id, "identity")
        as_person(president).post(page, {"gender": "f", "national_id": "", "version": "1"})  # type: ignore[arg-type]

        founder.refresh_from_db()
        assert (founder.national_id, founder.gender) == (NUMBER, "f")

    def test_the_journal_holds_neither_names_nor_numbers(self, group: Project, president: object) -> None:
        founder = a_founder(group, "حليمة", national_id=NUMBER, address="دوار", phone="+212612345678")
        commands.change_founder(founder=founder, by=president, name="حليمة السوسية", national_id="XE999")  # type: ignore[arg-type]
        written = str(list(Entry.objects.filter(subject_key=group.key).values_list("details", flat=True)))

        for secret in ("حليمة", NUMBER, "XE999", "دوار", "612345678"):
            assert secret not in written
        assert "national_id" in written

    def test_no_page_of_the_group_lists_numbers(self, group: Project, president: object) -> None:
        a_founder(group, national_id=NUMBER)
        client = as_person(president)  # type: ignore[arg-type]
        for name in ("project", "founders", "money", "tasks", "notes", "files", "timeline"):
            assert NUMBER not in texts(client.get(url(name, group.public_id)))

    def test_somebody_with_a_sign_in_gives_her_own_data(self, group: Project, president: object) -> None:
        member = a_member(group, "member@example.org")
        own = group.founders.get(user=member)
        page = url("founder-section", group.public_id, own.public_id, "identity")
        assert "gives her own data herself" in texts(as_person(president).post(page, {"national_id": NUMBER}))  # type: ignore[arg-type]
        assert as_person(member).post(page, {"national_id": NUMBER, "version": own.version}).status_code == 302

        own.refresh_from_db()
        assert own.national_id == NUMBER

    def test_a_birthday_in_the_future_is_refused_kindly(self, group: Project) -> None:
        with pytest.raises(Refused, match="future"):
            a_founder(group, born_on=datetime.date(2999, 1, 1))


class TestTwins:
    def test_alike_names_across_scripts_equal_numbers_and_nothing_else(self, group: Project) -> None:
        khadija = group.founders.get(name=NAMES[1])
        latin, numbered = a_founder(group, "Khadija"), a_founder(group, "بشرى", national_id="XE100001")
        a_founder(group, "نعيمة", national_id="XE555")
        found = twins.pairs(group, list(group.founders.all()))

        assert {(one.one, one.other) for one in found} == {
            (khadija, latin),
            (group.founders.get(office="president"), numbered),
        }

    def test_one_phone_in_a_family_makes_no_twins(self, group: Project) -> None:
        for name in ("حليمة", "إيطو"):
            a_founder(group, name, phone="+212612345678")

        assert twins.pairs(group, list(group.founders.all())) == []

    def test_other_birthdays_are_other_people(self, group: Project) -> None:
        a_founder(group, "حليمة", born_on=datetime.date(1980, 1, 1))
        a_founder(group, "Halima", born_on=datetime.date(1999, 1, 1))

        assert twins.pairs(group, list(group.founders.all())) == []

    @pytest.mark.parametrize("answer", ["two", "one", "other", "nonsense"])
    def test_a_person_decides(self, group: Project, president: object, answer: str) -> None:
        one = group.founders.get(name=NAMES[1])
        other = a_founder(group, "Khadija", address="دوار", national_id="")
        task = commands.add_task(project=group, text="Call", who=other, by="command-line")
        client = as_person(president)  # type: ignore[arg-type]
        assert "Is this the same person?" in texts(client.get(url("founders", group.public_id)))
        client.post(url("twins", group.public_id, one.public_id, other.public_id), {"answer": answer})

        for row in (one, other, task):
            row.refresh_from_db()
        assert (one.left_at is None, other.left_at is None) == {
            "two": (True, True), "one": (True, False), "other": (False, True), "nonsense": (True, True),
        }[answer]  # fmt: skip
        asked = "Is this the same person?" in texts(client.get(url("founders", group.public_id)))
        assert asked == (answer == "nonsense")
        if answer == "one":
            assert (one.shares, one.address, task.who) == (10, "دوار", one)

    def test_whoever_signs_in_is_the_one_who_stays(self, group: Project) -> None:
        a_member(group, "khadija@example.org", name="Khadija")
        member = group.founders.get(name="Khadija")
        kept = commands.join_founders(kept=group.founders.get(name=NAMES[1]), dropped=member, by="command-line")

        assert kept == member
        assert kept.shares == 10


class TestLeaving:
    def test_history_is_kept_and_shares_no_longer_count(self, group: Project, president: object) -> None:
        gone = group.founders.get(name=NAMES[1])
        client = as_person(president)  # type: ignore[arg-type]
        client.post(url("remove-founder", group.public_id, gone.public_id), {"version": gone.version})
        text = texts(client.get(url("founders", group.public_id)))

        assert Project.objects.get(pk=group.pk).capital == 2000
        assert "Who was in the group before" in text and NAMES[1] in text
        assert "off the list" in texts(client.get(url("timeline", group.public_id)))

    def test_only_the_president_removes_somebody_who_signs_in(self, group: Project, president: object) -> None:
        first, second = a_member(group, "a@example.org"), a_member(group, "b@example.org", name="بهيجة")
        place = group.founders.get(user=second)
        with pytest.raises(Refused, match="Only the president"):
            commands.remove_founder(founder=place, by=first)
        commands.remove_founder(founder=place, by=president)  # type: ignore[arg-type]

        place.refresh_from_db()
        assert place.left_at

    def test_the_last_one_who_can_edit_does_not_leave_the_others_alone(self, group: Project, president: object) -> None:
        own = group.founders.get(user=president)
        with pytest.raises(Refused, match="Nobody else could edit"):
            commands.remove_founder(founder=own, by=president)  # type: ignore[arg-type]
        a_member(group, "member@example.org")

        assert commands.remove_founder(founder=own, by=president).left_at  # type: ignore[arg-type]

    def test_rights_are_the_presidents_to_give(self, group: Project, president: object) -> None:
        member = a_member(group, "member@example.org")
        reader = group.founders.get(user=a_member(group, "reader@example.org", edits=False, name="بهيجة"))
        with pytest.raises(Refused, match="president"):
            commands.change_founder(founder=reader, by=member, edits=True)
        assert commands.change_founder(founder=reader, by=president, edits=True).edits  # type: ignore[arg-type]

    def test_consent_can_be_given_later_and_to_a_newer_text(self, group: Project, president: object) -> None:
        own = group.founders.get(user=president)
        assert "No consent is recorded" in texts(
            as_person(president).get(url("founder", group.public_id, own.public_id))  # type: ignore[arg-type]
        )
        as_person(president).post(url("consent", group.public_id, own.public_id), {"consent_how": "self"})  # type: ignore[arg-type]

        own.refresh_from_db()
        assert (own.consent_how, own.consent_version) == ("self", consent.VERSION)
