"""A dossier for machines: the same figures as the papers, nothing sealed, for those alone who may read it."""

import pytest

from tests.accounts.factories import person
from tests.dossier import factories as make
from twiza.projects import commands as projects

pytestmark = pytest.mark.usefixtures("country")


def asked(client, dossier):
    return client.get(f"/api/v1/dossiers/{dossier.public_id}")


def test_members_read_todays_dataset_without_what_is_sealed(client):
    dossier = make.papered()
    founder = make.founders_of(dossier)[0]
    projects.change_founder(founder=founder, by=make.president(dossier), address="زنقة مخفية 5", phone="+212612345678")
    client.force_login(make.president(dossier))

    answer = asked(client, dossier)

    told = answer.json()
    assert (told["state"], told["dataset"]["capital"], told["dataset"]["share_count"]) == ("preparing", "5000.00", 50)
    assert {one["version"] for one in told["papers"]} <= {1, 2}
    for sealed in ("XE100001", "زنقة مخفية", "612345678"):
        assert sealed not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_an_officer_reads_what_was_filed_and_only_then(client):
    dossier, officer = make.signed(), make.officer()
    client.force_login(officer)
    assert asked(client, dossier).status_code == 404
    make.filed(dossier)

    told = asked(client, dossier).json()

    assert (told["filings"][0]["round"], told["clock"]["legal_days"], told["clock"]["running"]) == (1, 20, True)
    assert told["dataset"]["name"] == "تعاونية النسيم"


def test_what_was_withdrawn_is_said_to_be_so(client):
    dossier = make.filed().dossier
    projects.give_up(project=dossier.project, by=make.president(dossier))
    for reader in (make.president(dossier), make.officer()):
        client.force_login(reader)
        told = asked(client, dossier).json()
        assert (told["state"], told["filings"][0]["decision"], told["filings"][0]["told_by_group"]) == (
            "preparing", "withdrawn", False,
        )  # fmt: skip


def test_others_are_told_that_there_is_none(client):
    dossier = make.begun()
    assert asked(client, dossier).status_code == 401
    for user in (
        person("stranger@example.org"),
        person("far@example.org", role="advisor", territory="02"),
        person("boss@example.org", role="administrator"),
    ):
        client.force_login(user)
        assert asked(client, dossier).json()["error"]["code"] == "unknown_dossier"
    client.force_login(person("near@example.org", role="advisor", territory="01"))
    assert asked(client, dossier).status_code == 200
