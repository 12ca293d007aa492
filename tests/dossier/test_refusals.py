"""Each address lets in whom it is for, and nobody else."""

import pytest
from django.urls import reverse

from tests.accounts.factories import person
from tests.dossier import factories as make
from tests.projects.factories import a_member
from twiza.dossier.models import Assembly, Defect, Dossier, Filing, Signature
from twiza.papers.models import Paper

pytestmark = [pytest.mark.same_on_each, pytest.mark.usefixtures("country")]
ELSEWHERE = "02"
GROUP_PAGES = (
    "home", "rules", "newer-law", "interview", "answers", "papers", "sign", "assembly", "file", "defects",
    "answer",
)  # fmt: skip


def everything(filing: Filing) -> dict[str, tuple]:
    """Every address of a dossier that was returned once, by name, with its arguments."""
    dossier = filing.dossier
    key = dossier.project.public_id
    assembly = Assembly.objects.get(dossier=dossier).public_id
    paper = Paper.objects.filter(subject_key=dossier.key).first()
    signature = Signature.objects.first().public_id
    defect = Defect.objects.first().public_id
    founder = make.founders_of(dossier)[3].public_id
    own = dict.fromkeys((*GROUP_PAGES, "begin", "begin-again", "make-papers"), (key,))
    return {
        **own,
        **dict.fromkeys(("step", "step-back", "proof"), (key, "name")),
        "question": (key, "seat"),
        "paper": (key, paper.code, "pdf"),
        "record": (key, founder),
        "signature": (key, signature),
        **{f"assembly-{verb}": (key, assembly) for verb in ("open", "presence", "vote", "close", "reopen", "sheet")},
        "assembly-strike": (key, assembly, 1),
        "filed": (key, 1),
        "receipt": (key, 1),
        "answer-file": (key, 1),
        "tell-answer": (key, "accepted"),
        "mend": (key, defect),
    }


@pytest.fixture
def filing():
    return make.returned()


def answers(client, filing, method):
    return {
        name: getattr(client, method)(reverse(f"dossier:{name}", args=args)).status_code
        for name, args in everything(filing).items()
    }


def test_nobody_from_outside_opens_a_groups_address(client, filing):
    outside = {
        "stranger": person("stranger@example.org"),
        "another place's advisor": person("elsewhere@example.org", role="advisor", territory=ELSEWHERE),
        "officer": person("other-officer@example.org", role="authority_officer", territory="XE"),
        "former member": former_member(filing.dossier),
    }
    for who, user in outside.items():
        client.force_login(user)
        for method in ("get", "post"):
            found = answers(client, filing, method)
            assert {name: (who, code) for name, code in found.items() if code not in {403, 405, 404}} == {}
            assert found["home" if method == "get" else "begin"] == 403


def former_member(dossier):
    """Somebody who was in the group and has left it."""
    from twiza.projects.models import Founder

    user = person("former@example.org")
    Founder.objects.create(project=dossier.project, user=user, name="كانت هنا", left_at=dossier.begun_at)
    return user


def test_somebody_unknown_is_asked_to_sign_in(client, filing):
    for method in ("get", "post"):
        found = answers(client, filing, method)
        assert {name: code for name, code in found.items() if code not in {302, 405, 404}} == {}


def test_what_is_not_of_this_dossier_is_not_found(client, filing):
    other = make.begun(name="أخرى", president=person("second@example.org"))
    client.force_login(make.president(other))

    found = {
        name: client.get(reverse(f"dossier:{name}", args=(other.project.public_id, *args[1:]))).status_code
        for name, args in everything(filing).items()
        if name in {"paper", "record", "signature", "assembly-sheet", "filed", "receipt", "mend"}
    }

    assert set(found.values()) == {404}


DESK = ("desk-filing", "desk-return", "desk-accept", "desk-refuse", "desk-receipt", "desk-answer")


def test_the_desk_is_the_officers(client, filing):
    outside = {
        "anonymous": None,
        "member": make.president(filing.dossier),
        "advisor": person("advisor@example.org", role="advisor", territory="XE"),
        "stranger": person("stranger@example.org"),
        "another place's officer": person("elsewhere@example.org", role="authority_officer", territory=ELSEWHERE),
    }
    kept = filing.content["papers"][0]
    own = {
        **{name: reverse(f"dossier:{name}", args=[filing.public_id]) for name in DESK},
        "paper": reverse("dossier:desk-paper", args=[filing.public_id, kept["code"], "pdf"]),
        "signature": reverse("dossier:desk-signature", args=[filing.public_id, kept["signatures"][0]["id"]]),
    }
    lists = {"desk": reverse("dossier:desk"), "table": reverse("dossier:desk-table", args=["csv"])}
    for who, user in outside.items():
        if user:
            client.force_login(user)
        addresses = own if who == "another place's officer" else own | lists
        refused = 302 if who == "anonymous" else 403
        for method in ("get", "post"):
            found = {name: getattr(client, method)(address).status_code for name, address in addresses.items()}
            assert {name: (who, code) for name, code in found.items() if code not in {refused, 405}} == {}
            assert refused in found.values()


def test_an_officer_sees_nothing_that_was_not_filed(client):
    make.signed()
    client.force_login(make.officer())

    assert client.get(reverse("dossier:desk") + "?state=all").context["page"].paginator.count == 0
    project = Dossier.objects.get().project
    assert client.get(reverse("dossier:home", args=[project.public_id])).status_code == 403


def test_an_advisor_of_the_place_sees_all_and_files_nothing(client, filing):
    client.force_login(person("advisor@example.org", role="advisor", territory="01"))

    found = answers(client, filing, "get")
    groups = {"sign", "record", "mend", "answer", "tell-answer"}
    wrong = {name: code for name, code in found.items() if code in {403} and name not in groups}

    assert wrong == {}
    assert ({found[name] for name in groups}, found["home"]) == ({403}, 200)
    assert client.post(reverse("dossier:mend", args=everything(filing)["mend"]), {"answer": "x"}).status_code == 403


def test_a_founder_who_may_only_read_changes_nothing(client):
    dossier = make.begun()
    reader = a_member(dossier.project, "reader@example.org", edits=False)
    client.force_login(reader)
    address = reverse("dossier:question", args=[dossier.project.public_id, "seat"])

    answer = client.post(address, {"answer": "حي", "version": dossier.version})

    assert "Ask the group to let you edit" in answer.content.decode()
    assert Dossier.objects.get().answers == {}
