"""A group goes its way on the pages, as its members and the officer do."""

import csv
import datetime
import io
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.accounts.factories import person
from tests.dossier import factories as make
from tests.projects.factories import a_group
from twiza.accounts.commands import Refused
from twiza.dossier import commands
from twiza.dossier.interview import asked
from twiza.dossier.models import Defect, Dossier, Filing, Signature
from twiza.dossier.queries import sheets, waiting_for
from twiza.messages.models import Message
from twiza.projects.commands import add_contribution

pytestmark = pytest.mark.usefixtures("country")


def at(name, dossier, *more):
    return reverse(f"dossier:{name}", args=[dossier.project.public_id, *more])


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def signed_in(client, dossier):
    client.force_login(make.president(dossier))
    return dossier


def test_before_it_begins_the_page_says_what_is_ahead(client):
    project = a_group()
    client.force_login(project.founders.get(office="president").user)
    address = reverse("dossier:home", args=[project.public_id])

    assert "What is ahead of you" in read(client, f"/en{address[3:]}")
    answer = client.post(reverse("dossier:begin", args=[project.public_id]), follow=True)

    assert answer.status_code == 200
    assert Dossier.objects.get().project == project


def test_the_interview_asks_one_thing_after_the_other(client):
    dossier = signed_in(client, make.begun())
    following = client.get(at("interview", dossier)).url
    seen = []
    while "/ask/" in following:
        key = following.rstrip("/").rsplit("/", maxsplit=1)[-1]
        seen.append(key)
        page = client.get(following)
        field = page.context["asked"].question.field
        value = make.ANSWERS.get(field, True if field == "publish_contacts" else "0612345678")
        typed = {True: "yes", False: "no"}.get(value, value)
        following = client.post(following, {"answer": typed, "version": page.context["dossier"].version}).url

    assert seen[:3] == ["name", "name-latin", "object"]
    dossier.refresh_from_db()
    assert dossier.answers["board_size"] == "3"
    assert "All questions have an answer" in read(client, f"/en{at('answers', dossier)[3:]}")


def test_what_is_known_is_not_asked(client):
    dossier = make.begun()
    before = {one.question.key for one in asked(dossier)}
    founder = make.founders_of(dossier)[0]
    hives = {"kind": "kind", "text": "خلايا نحل", "value": Decimal(300), "for_shares": True}
    add_contribution(founder=founder, by=make.president(dossier), **hives)

    assert before - {one.question.key for one in asked(dossier)} == {"in-kind"}


def test_an_answer_against_the_law_is_said_at_once(client):
    dossier = signed_in(client, make.begun())
    address = f"/en{at('question', dossier, 'duration')[3:]}"

    answer = client.post(address, {"answer": "120", "version": dossier.version}, follow=True)

    page = answer.content.decode()
    assert "Choose a shorter life" in page
    assert "article" in page
    assert Dossier.objects.get().answers["duration_years"] == "120"


@pytest.mark.parametrize("typed", ["many", "-3", "", "1e99"])
def test_an_answer_that_cannot_be_read_is_kept_on_the_page(client, typed):
    dossier = signed_in(client, make.begun())

    answer = client.post(at("question", dossier, "duration"), {"answer": typed, "version": 1})

    assert answer.status_code == 200
    assert f'value="{typed}"' in answer.content.decode() or not typed
    assert "duration_years" not in Dossier.objects.get().answers


def test_two_people_on_one_question_see_both_answers(client):
    dossier = signed_in(client, make.begun())
    by = make.president(dossier)
    seen = dossier.version
    commands.answer(dossier=dossier, field="seat", value="حي الزيتون", by=by, seen_version=seen)
    commands.answer(dossier=dossier, field="object", value="العسل", by=by, seen_version=seen)  # another question: fine

    page = client.post(at("question", dossier, "seat"), {"answer": "حي الرمان", "version": seen}).content.decode()

    assert "حي الزيتون" in page
    assert "حي الرمان" in page
    assert Dossier.objects.get().answers["seat"] == "حي الزيتون"


NOT_YET = "The papers have not been made yet"
ALL_SIGNED = "You have signed all papers"
SAYS = {
    "begun": {
        "home": "Gather the group", "rules": "Not met: 1", "answers": "9 questions are still open",
        "papers": "What cannot be made yet", "sign": NOT_YET, "assembly": "Convoke the founders",
        "file": "Some questions have no answer yet.",
    },
    "answered": {
        "home": "Have the name approved", "rules": "Not met: 0", "answers": "All questions have an answer",
        "papers": "No papers yet", "sign": NOT_YET, "assembly": "Convoke the founders",
        "file": "The constitutive assembly has not been held.",
    },
    "papered": {
        "home": "5 papers wait for your signature", "rules": "At least 75% of the founders are present",
        "answers": "تعاونية النسيم", "papers": "Papers wait for your own signature", "sign": "Send me the code",
        "assembly": "5 voices of 5 founders", "file": "Signatures are missing.",
    },
    "signed": {
        "home": "Open a bank account", "rules": "Not met: 0", "answers": "Change", "papers": "On paper",
        "sign": ALL_SIGNED, "assembly": "Convocation and list of presence", "file": "How do you hand it in?",
    },
    "filed": {
        "home": "Now you wait", "rules": "Not met: 0", "answers": "تعاونية النسيم", "papers": "On paper",
        "sign": ALL_SIGNED, "assembly": "5 voices of 5 founders", "file": "Nothing is to be handed in now.",
        "filed": "as it was handed in",
    },
    "returned": {
        "home": "The authority found 1 defect", "defects": "the clock stands still", "file": "1 defect is still open",
        "mend": "How did you mend it?", "filed": "Returned with defects", "assembly": "5 voices of 5 founders",
    },
}  # fmt: skip
"""Moment → page → what it must say then, and what no page of the moment before may have been mistaken for."""
SILENT = {
    ("answered", "answers"): "still open", ("papered", "papers"): "No papers yet", ("signed", "file"): "Before handing",
    ("filed", "home"): "What to do next", ("filed", "answers"): "Change", ("returned", "home"): "Now you wait",
}  # fmt: skip
"""What a page must no longer say."""


def words_of(page):
    """What a page says, without its tags and the marks around what is isolated."""
    return re.sub("[\u2066-\u2069]", "", re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page)))


def _brought_to(moment, dossier):
    """The dossier a moment further; the last two are the authority's."""
    if moment == "filed":
        return make.filed(dossier).dossier
    if moment == "returned":
        fault = commands.Fault("seat", "العنوان ناقص")
        commands.return_with_defects(filing=Filing.objects.get(), defects=[fault], by=make.officer())
        return Dossier.objects.get()
    return {"answered": make.answered, "papered": make.papered, "signed": make.signed}.get(moment, lambda d: d)(dossier)


@pytest.mark.same_on_each
def test_every_page_of_every_moment_says_what_it_is_for(client):
    dossier = signed_in(client, make.begun())
    for moment, pages in SAYS.items():
        dossier = _brought_to(moment, dossier)
        more = {"filed": [1], "mend": [one.public_id for one in Defect.objects.all()]}
        for name, says in pages.items():
            address = at(name, dossier, *more.get(name, []))[3:]
            page = words_of(read(client, f"/en{address}"))
            assert says in page, (moment, name)
            assert SILENT.get((moment, name), "\0") not in page, (moment, name)
            for language, direction in (("ar", "rtl"), ("fr", "ltr")):
                assert f'lang="{language}" dir="{direction}"' in read(client, f"/{language}{address}"), (moment, name)


def test_the_page_of_each_step_names_it(client):
    dossier = signed_in(client, make.begun())
    names = {"gather": "Gather the group", "name": "Have the name approved", "bank": "Open a bank account",
             "register": "Wait for the registration"}  # fmt: skip

    for step, name in names.items():
        assert f"<h1>{name}</h1>" in read(client, f"/en{at('step', dossier, step)[3:]}"), step


def test_signing_on_ones_own_phone(client):
    dossier = signed_in(client, make.papered())
    address = at("sign", dossier)
    waiting = [paper.code for paper in waiting_for(dossier, make.founders_of(dossier)[0])]

    client.post(address, {"send": "1", "paper": waiting})
    code = re.search(r"\d{6}", Message.objects.filter(kind="code.sign").latest("id").body).group()
    wrong = client.post(address, {"paper": waiting, "code": "000000", "picture": make.picture(), "read": "on"})
    assert Signature.objects.count() == 0
    assert wrong.status_code == 200
    client.post(address, {"paper": waiting, "code": code, "picture": make.picture(), "read": "on"})

    assert set(Signature.objects.values_list("paper__code", "how")) == {(one, "drawn") for one in waiting}
    assert waiting_for(dossier, make.founders_of(dossier)[0]) == []
    assert client.get(at("paper", dossier, waiting[0], "pdf")).status_code == 200


def test_an_empty_drawing_is_no_signature(client):
    dossier = signed_in(client, make.papered())
    founder = make.founders_of(dossier)[0]
    papers = waiting_for(dossier, founder)
    commands.ask_code(papers=papers, founder=founder, by=make.president(dossier))
    code = re.search(r"\d{6}", Message.objects.filter(kind="code.sign").latest("id").body).group()

    with pytest.raises(Refused, match=r"."):
        commands.sign_drawn(
            papers=papers, founder=founder, image=make.picture(blank=True), code=code, by=make.president(dossier)
        )
    assert not Signature.objects.exists()


def test_a_thumbprint_is_recorded_with_its_witnesses(client):
    dossier = signed_in(client, make.papered())
    founder = make.founders_of(dossier)[4]
    address = at("record", dossier, founder.public_id)

    client.post(
        address,
        {
            "way": "thumbprint", "photo": make.picture(), "first_name": "شاهد", "first_id": "AB123456",
            "second_name": "شاهدة", "second_id": "BK654321",
        },
    )  # fmt: skip

    one = Signature.objects.filter(founder=founder).first()
    assert (one.how, [who["name"] for who in one.witnesses]) == ("thumbprint", ["شاهد", "شاهدة"])
    assert "AB123456" not in str(one.witnesses)


def test_the_assembly_on_its_page(client):
    dossier = signed_in(client, make.step_done(make.answered(), "name"))
    group = make.founders_of(dossier)
    address = at("assembly", dossier)
    day = timezone.localdate() + datetime.timedelta(days=9)
    client.post(address, {"day": day, "hour": "10:00", "place": "دار الشباب", "agenda": "النظام\nالانتخاب"})
    row = dossier.assemblies.get()
    read(client, at("assembly-sheet", dossier, row.public_id))

    client.post(at("assembly-open", dossier, row.public_id), {"chair": group[0].pk, "secretary": group[1].pk})
    row.refresh_from_db()
    here = {f"here-{one.public_id}": "self" for one in group[:4]} | {f"here-{group[4].public_id}": group[0].public_id}
    client.post(at("assembly-presence", dossier, row.public_id), {**here, "version": row.version})
    votes = {"votes_for": 5, "votes_against": 0, "abstained": 0}
    too_many = client.post(at("assembly-vote", dossier, row.public_id), {"kind": "statutes", **votes, "votes_for": 6})
    assert too_many.status_code == 200
    assert not row.resolutions.exists()
    client.post(at("assembly-vote", dossier, row.public_id), {"kind": "statutes", **votes})
    client.post(
        at("assembly-vote", dossier, row.public_id),
        {"kind": "board", "elected": group[0].pk, "office": "president", **votes},
    )
    client.post(at("assembly-close", dossier, row.public_id))

    row.refresh_from_db()
    assert (row.quorum_met, row.presences.count(), row.resolutions.count()) == (True, 5, 2)
    assert "100" in read(client, f"/en{address[3:]}")


def test_the_officer_returns_it_with_defects_beside_their_fields(client):
    filing = make.filed()
    client.force_login(make.officer())
    founder = make.founders_of(filing.dossier)[1].public_id

    read(client, reverse("dossier:desk-filing", args=[filing.public_id]))
    nothing = client.post(reverse("dossier:desk-return", args=[filing.public_id]), {"defect-seat@~0": " "})
    assert nothing.status_code == 200
    client.post(
        reverse("dossier:desk-return", args=[filing.public_id]),
        {"defect-seat@~0": "رقم الدار", f"defect-founders@{founder}~0": "الاسم", "defect-paper:statutes@~0": "صفحة"},
    )

    rows = list(filing.defects.values_list("field", "founder__public_id", "text"))
    assert rows == [("seat", None, "رقم الدار"), ("founders", founder, "الاسم"), ("paper:statutes", None, "صفحة")]
    assert Filing.objects.get().decision == "returned"


def test_what_the_officer_typed_is_kept_when_it_cannot_be_done(client):
    filing = make.filed()
    client.force_login(make.officer())

    page = client.post(
        reverse("dossier:desk-return", args=[filing.public_id]),
        {"defect-nothing@~0": "x", "defect-seat@~0": "رقم الدار"},
    ).content.decode()

    assert "رقم الدار</textarea>" in page


def test_the_desk_is_searched_sorted_and_taken_away(client):
    filing = make.filed()
    client.force_login(make.officer("XE"))

    assert [row.filing for row in client.get(reverse("dossier:desk")).context["page"]] == [filing]
    fitting = ("?q=النسيم", "?q=مرسى", "?q=marsa", "?sort=-days", "?sort=name")
    for query in (*fitting, "?q=zzz&state=all", "?way=paper", "?state=accepted&page=9"):
        found = client.get(reverse("dossier:desk") + query).context["page"].object_list
        assert (query, [row.filing for row in found]) == (query, [filing] if query in fitting else [])
    table = client.get(reverse("dossier:desk-table", args=["csv"])).content.decode("utf-8-sig")
    assert [row["name"] for row in csv.DictReader(io.StringIO(table))] == ["تعاونية النسيم"]
    assert client.get(reverse("dossier:desk-table", args=["xlsx"])).status_code == 200


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        read(client, address)
    return len(captured)


def test_the_desk_costs_the_same_for_one_and_for_three(client):
    first = make.filed()
    client.force_login(make.officer("XE"))
    one = queries_of(client, reverse("dossier:desk"))
    for number in range(2):
        user = person(f"p{number}@example.org")
        Filing.objects.create(
            dossier=make.begun(name=f"مشروع {number}", president=user), round=1, way="desk", content=first.content,
            filed_at=timezone.now(), filed_by="user:x",
        )  # fmt: skip

    assert queries_of(client, reverse("dossier:desk")) == one


def test_a_groups_pages_cost_the_same_for_five_and_for_seven(client):
    small = signed_in(client, make.papered(make.begun(founders=5)))
    pages = ("home", "papers", "sign", "assembly", "rules", "answers", "file")
    few = {name: queries_of(client, at(name, small)) for name in pages}
    large = make.papered(make.begun(founders=7, president=person("large@example.org", name="الكبيرة"), name="الكبيرة"))
    signed_in(client, large)

    assert {name: queries_of(client, at(name, large)) for name in pages} == few


def test_the_papers_page_names_who_has_signed(client):
    dossier = signed_in(client, make.signed())
    page = read(client, f"/en{at('papers', dossier)[3:]}")

    for founder in make.founders_of(dossier):
        assert founder.name in page
    assert "not yet" not in page
    assert all(one.signed for one in sheets(dossier))


def test_an_officer_finds_the_desk_from_her_account(client):
    client.force_login(make.officer())

    assert reverse("dossier:desk") in client.get(reverse("accounts:account")).content.decode()
