"""What a signature needs: her own code for just these papers; for a thumbprint somebody else of the group."""

import re

import pytest
from django.db import transaction

from tests.accounts.factories import person
from tests.dossier import factories as make
from tests.projects.factories import a_group
from twiza.accounts.commands import Refused
from twiza.dossier import commands
from twiza.dossier.models import Signature, StepDone
from twiza.dossier.queries import waiting_for
from twiza.messages.models import Message
from twiza.projects.models import Founder

pytestmark = pytest.mark.usefixtures("country")


def test_a_code_for_one_paper_signs_no_other_and_the_last_signature_ends_the_step():
    dossier = make.papered()
    founder, by = make.founders_of(dossier)[0], make.president(dossier)
    papers = waiting_for(dossier, founder)
    given = {"founder": founder, "by": by}
    commands.ask_code(papers=papers[:1], **given)
    code = re.search(r"\d{6}", Message.objects.filter(kind="code.sign").latest("id").body).group()

    with pytest.raises(Refused, match="not the one that we sent you for these papers"):
        commands.sign_drawn(papers=papers, image=make.picture(), code=code, **given)
    assert not Signature.objects.exists()
    signed = commands.sign_drawn(papers=papers[:1], image=make.picture(), code=code, **given)

    assert [row.paper for row in signed] == papers[:1]
    assert not StepDone.objects.filter(step="sign").exists()
    make.signed(dossier)
    assert StepDone.objects.filter(step="sign").exists()


def test_a_thumbprint_is_recorded_by_another_member_before_two_witnesses():
    dossier = make.papered()
    group, by = make.founders_of(dossier), make.president(dossier)
    two = [commands.Witness("شاهد", "A1"), commands.Witness("شاهدة", "B2")]
    given = {"photo": make.picture(), "by": by}
    stranger = a_group(1, president=person("other@example.org")).founders.get()
    for founder, witnesses, match in (
        (group[0], two, "Another member of the group"),
        (group[4], two[:1], "of both witnesses"),
        (stranger, two, "Only present founders"),
    ):
        papers = waiting_for(dossier, group[4])
        with pytest.raises(Refused, match=match), transaction.atomic():
            commands.sign_by_thumbprint(papers=papers, founder=founder, witnesses=witnesses, **given)
    Founder.objects.filter(pk=group[3].pk).update(left_at=dossier.begun_at)
    with pytest.raises(Refused, match="Only present founders"), transaction.atomic():
        commands.sign_on_paper(
            papers=waiting_for(dossier, group[4]), founder=Founder.objects.get(pk=group[3].pk), **given
        )
    assert not Signature.objects.exists()
