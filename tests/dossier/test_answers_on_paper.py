"""A group that filed on paper writes down what came back on paper; the register says whose word it is."""

import csv
import datetime
import io
import json

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tests.accounts.factories import person
from tests.dossier import factories as make
from tests.registry import factories as register
from twiza.accounts.commands import Refused
from twiza.accounts.models import RoleAssignment
from twiza.dossier import commands
from twiza.dossier.models import Dossier, Filing
from twiza.registry import confirming
from twiza.registry.models import Cooperative, Member
from twiza.registry.paper.extract import says

pytestmark = pytest.mark.usefixtures("country")
TODAY = timezone.localdate
MARK = "Told by the group, not yet confirmed by an authority"


def on_paper(days: int = 0) -> tuple[Filing, object]:
    """A dossier handed in on paper so many days ago, and its president."""
    dossier = make.signed()
    by = make.president(dossier)
    when = timezone.now() - datetime.timedelta(days=days)
    filing = commands.file(dossier=dossier, way="paper", receipt_number="R 12", filed_at=when, by=by)
    return filing, by


def told(number="31/2026", **more):
    """A cooperative in the register on the word of its group alone."""
    filing, by = on_paper()
    commands.tell_accepted(filing=filing, number=number, on=TODAY(), certificate=make.picture(), by=by, **more)
    return Cooperative.objects.get(number=number), by


def test_a_group_writes_its_registration_down_and_enters_the_register_with_a_mark():
    filing, by = on_paper(days=6)
    day = TODAY() - datetime.timedelta(days=2)

    made = commands.tell_accepted(filing=filing, number=" 31/2026 ", on=day, certificate=make.picture(), by=by)
    again = commands.tell_accepted(filing=filing, number="32/2026", on=day, certificate=make.picture(), by=by)

    filing.refresh_from_db()
    dossier = Dossier.objects.get()
    assert (made.pk, made.number, made.registered_on, made.confirmation) == (again.pk, "31/2026", day, "told")
    assert (filing.decision, filing.told_by_group, filing.answer is not None) == ("accepted", True, True)
    assert (timezone.localdate(filing.decided_at), filing.decided_by) == (day, by.actor)
    assert (dossier.state, dossier.project.stage) == ("accepted", "registered")
    assert set(Member.objects.filter(cooperative=made).values_list("since", flat=True)) == {day}
    assert not RoleAssignment.objects.filter(organisation=made.organisation).exists()  # nobody speaks for it yet


@pytest.mark.parametrize("what", ["number", "early", "late", "certificate", "taken"])
def test_what_cannot_be_written_down_is_refused_kindly(what):
    filing, by = on_paper(days=3)
    given = {"number": "31/2026", "on": TODAY(), "certificate": make.picture()}
    wrong = {
        "number": ({"number": " "}, "Write the number"),
        "early": ({"on": TODAY() - datetime.timedelta(days=4)}, "after you handed the dossier in"),
        "late": ({"on": TODAY() + datetime.timedelta(days=1)}, "not to come"),
        "certificate": ({"certificate": None}, "photo or a scan"),
        "taken": ({"number": "5/2020"}, "belongs to"),
    }[what]
    register.cooperative(name_ar="تعاونية الأمل", number="5/2020")

    with pytest.raises(Refused, match=wrong[1]), transaction.atomic():
        commands.tell_accepted(filing=filing, by=by, **{**given, **wrong[0]})
    assert (Dossier.objects.get().state, Filing.objects.get().decision) == ("filed", "")


def test_what_lies_on_the_officers_desk_is_not_answered_by_the_group():
    filing = make.filed()

    with pytest.raises(Refused, match="officer's desk"):
        commands.tell_accepted(
            filing=filing, number="1", on=TODAY(), certificate=make.picture(), by=make.president(filing.dossier)
        )


def test_nobody_else_writes_an_answer_down():
    filing, _by = on_paper()
    place = filing.dossier.project.territory.code
    former = person("former@example.org")
    gone = make.founders_of(filing.dossier)[3]
    type(gone).objects.filter(pk=gone.pk).update(user=former, left_at=timezone.now())
    others = [
        person("stranger@example.org"), person("advisor@example.org", role="advisor", territory=place),
        person("far@example.org", role="advisor", territory="02"), make.officer(), former,
    ]  # fmt: skip
    for other in others:
        for verb in (
            lambda who=other: commands.tell_accepted(
                filing=filing, number="1", on=TODAY(), certificate=make.picture(), by=who
            ),
            lambda who=other: commands.tell_refused(filing=filing, words="لا", on=TODAY(), by=who),
            lambda who=other: commands.tell_returned(
                filing=filing, defects=[commands.Fault("seat", "ناقص")], on=TODAY(), by=who
            ),
        ):
            with pytest.raises(Refused), transaction.atomic():
                verb()
    assert Filing.objects.get().decision == ""


def test_everything_that_shows_an_entry_shows_whose_word_it_is(client):
    made, _by = told()
    other = register.cooperative(name_ar="تعاونية الأمل", number="5/2020")

    page = client.get(f"/en{reverse('registry:cooperative', args=[made.public_id])[3:]}").content.decode()
    listed = client.get(f"/en{reverse('registry:cooperatives')[3:]}").content.decode()
    table = client.get(reverse("registry:table", args=["csv"])).content.decode("utf-8-sig")
    rows = {row["number"]: row["confirmation"] for row in csv.DictReader(io.StringIO(table))}
    one = json.loads(client.get(f"/api/v1/cooperatives/{made.public_id}").content)
    many = {
        row["number"]: row["confirmation"] for row in json.loads(client.get("/api/v1/cooperatives").content)["items"]
    }

    assert (page.count(MARK) > 0, listed.count(MARK)) == (True, 1)
    assert (rows, many) == ({"31/2026": "told", "5/2020": "authority"},) * 2
    assert one["confirmation"] == "told"
    lines = [line["told"][1] for line in says(made)["lines"]]
    assert "Déclarée par le groupe, pas encore confirmée par une autorité" in lines
    assert not any("Déclarée" in line["told"][1] for line in says(other)["lines"])


def test_an_authority_of_the_place_confirms_and_then_somebody_speaks_for_it(client):
    made, by = told()
    officer = make.officer()
    client.force_login(officer)
    address = reverse("registry:confirm", args=[made.public_id])
    assert MARK in client.get(f"/en{address[3:]}").content.decode()

    answer = client.post(address, follow=True)

    made.refresh_from_db()
    assert (answer.status_code, made.confirmation) == (200, "authority")
    assert RoleAssignment.objects.get(organisation=made.organisation).user == by
    page = client.get(f"/en{reverse('registry:cooperative', args=[made.public_id])[3:]}").content.decode()
    assert MARK not in page
    assert "Confirm or contest" not in page


def test_an_authority_contests_with_words_that_the_group_reads(client):
    made, by = told()
    client.force_login(make.officer())
    address = reverse("registry:confirm", args=[made.public_id])

    assert "Write what is not right" in client.post(f"/en{address[3:]}", {"contest": "1"}).content.decode()
    client.post(address, {"contest": "1", "words": "الرقم لتعاونية أخرى"})

    made.refresh_from_db()
    assert (made.confirmation, made.objection) == ("contested", "الرقم لتعاونية أخرى")
    client.force_login(by)
    home = reverse("dossier:home", args=[Dossier.objects.get().project.public_id])
    assert "الرقم لتعاونية أخرى" in client.get(home).content.decode()
    assert confirming.confirm(cooperative=made, by="command-line").objection == ""
    with pytest.raises(Refused, match="is confirmed"):
        confirming.contest(cooperative=made, words="لا", by="command-line")


def test_nobody_else_confirms_or_contests(client):
    made, by = told()
    address = reverse("registry:confirm", args=[made.public_id])
    others = [by, person("stranger@example.org"), make.officer("02", "far@example.org")]
    others.append(person("advisor@example.org", role="advisor", territory=made.territory.code))
    for other in others:
        with pytest.raises(Refused):
            confirming.confirm(cooperative=made, by=other)
        with pytest.raises(Refused):
            confirming.contest(cooperative=made, words="لا", by=other)
        client.force_login(other)
        assert client.post(address).status_code == 403
    client.logout()
    assert client.post(address).status_code in {302, 401, 403}
    made.refresh_from_db()
    assert made.confirmation == "told"


def test_a_return_on_paper_is_mended_and_filed_again():
    filing, by = on_paper(days=8)
    day = TODAY() - datetime.timedelta(days=5)
    with pytest.raises(Refused, match="Say what is wrong"), transaction.atomic():
        commands.tell_returned(filing=filing, defects=[], on=day, by=by)

    commands.tell_returned(filing=filing, defects=[commands.Fault("seat", "العنوان ناقص")], on=day, by=by)

    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.project.stage) == ("returned", "founding")
    with pytest.raises(Refused, match="found nothing wrong"), transaction.atomic():
        commands.answer(dossier=dossier, field="object", value="آخر", by=by, seen_version=dossier.version)
    commands.answer(dossier=dossier, field="seat", value="دوار آخر", by=by, seen_version=dossier.version)
    commands.mend(defect=filing.defects.get(), by=by, answer="كتبنا العنوان كاملا")
    again = commands.refile(dossier=make.signed(Dossier.objects.get()), receipt_number="R 13", by=by)
    assert (again.round, again.way) == (2, "paper")
    with pytest.raises(Refused, match="filed again since"):
        commands.tell_refused(filing=filing, words="لا", on=TODAY(), by=by)


def test_a_refusal_on_paper_lets_the_group_begin_again():
    filing, by = on_paper()
    with pytest.raises(Refused, match="Write the reasons"), transaction.atomic():
        commands.tell_refused(filing=filing, words=" ", on=TODAY(), by=by)

    commands.tell_refused(filing=filing, words="النشاط ممنوع", on=TODAY(), letter=make.picture(), by=by)

    assert Dossier.objects.get().state == "refused"
    assert commands.begin_again(dossier=Dossier.objects.get(), by=by).state == "preparing"


def test_an_officer_and_the_group_at_once_enter_one_cooperative():
    filing, by = on_paper()
    officer = make.officer()
    made = commands.accept(filing=filing, number="40/2026", by=officer)

    same = commands.tell_accepted(filing=filing, number="41/2026", on=TODAY(), certificate=make.picture(), by=by)

    assert (same.pk, same.number, same.confirmation) == (made.pk, "40/2026", "authority")
    with pytest.raises(Refused):
        commands.tell_refused(filing=filing, words="لا", on=TODAY(), by=by)


def english(name, dossier, *more):
    return f"/en{reverse(f'dossier:{name}', args=[dossier.project.public_id, *more])[3:]}"


def test_the_pages_lead_from_the_wait_to_the_register(client):
    filing, by = on_paper()
    dossier = filing.dossier
    client.force_login(by)
    assert "An answer came on paper" in client.get(english("home", dossier)).content.decode()
    assert "It refused the dossier" in client.get(english("answer", dossier)).content.decode()
    for what in ("accepted", "returned", "refused"):
        assert client.get(english("tell-answer", dossier, what)).status_code == 200
    assert client.get(english("tell-answer", dossier, "other")).status_code == 404

    bad = client.post(english("tell-answer", dossier, "returned"), {"on": TODAY().isoformat(), "text_1": "ناقص"})
    assert "Choose what it is about." in bad.content.decode()
    assert 'value="ناقص"' in bad.content.decode()
    given = {"number": "31/2026", "on": TODAY().isoformat(), "certificate": make.picture()}
    page = client.post(english("tell-answer", dossier, "accepted"), given, follow=True).content.decode()

    assert MARK in page
    assert "No filing on paper waits" in client.get(english("answer", dossier)).content.decode()
    assert client.get(english("answer-file", dossier, 1)).status_code == 200
    client.force_login(make.officer())
    filing.refresh_from_db()
    desk = client.get(f"/en{reverse('dossier:desk')[3:]}?state=told").context["page"]
    assert [row.filing.pk for row in desk.object_list] == [filing.pk]
    shown = client.get(f"/en{reverse('dossier:desk-filing', args=[filing.public_id])[3:]}").content.decode()
    assert "Confirm or contest what the group says" in shown
    assert client.get(reverse("dossier:desk-answer", args=[filing.public_id])).status_code == 200


def test_a_return_is_written_on_the_page(client):
    filing, by = on_paper()
    client.force_login(by)
    given = {"on": TODAY().isoformat(), "about_1": "seat", "text_1": "العنوان ناقص", "about_2": "paper:statutes",
             "text_2": "الصفحة الأخيرة"}  # fmt: skip

    client.post(english("tell-answer", filing.dossier, "returned"), given)

    assert [(one.field, one.text) for one in filing.defects.order_by("id")] == [
        ("seat", "العنوان ناقص"), ("paper:statutes", "الصفحة الأخيرة"),
    ]  # fmt: skip
