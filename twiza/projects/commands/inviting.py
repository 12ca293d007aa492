"""Somebody is invited by a link, a QR code or a message, and comes in."""

from __future__ import annotations

import datetime
import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.accounts import addresses
from twiza.accounts.commands import Refused
from twiza.accounts.models import User
from twiza.accounts.people import Person
from twiza.messages import commands as messages
from twiza.messages.channels.choice import phone_channel
from twiza.messages.models import Channel
from twiza.projects import consent
from twiza.projects.commands import shared
from twiza.projects.commands.founders import _a_group_now, _consent
from twiza.projects.models import Founder, Invitation, Project
from twiza.sealing.keys import fingerprint

OPEN_FOR = datetime.timedelta(days=14)
MOST_OPEN = 40


def secret_of(invitation: Invitation) -> str:
    """What stands in the link: worked out with our key, so that the database alone opens no door."""
    return fingerprint(str(invitation.public_id), purpose="invitation")[:40]


def hashed(secret: str) -> str:
    """What the database keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def invite(*, project: Project, by: Person, founder: Founder | None = None, once: str = "") -> Invitation:
    """A door for one person: to a new place, or to the place of *founder*, who was written down without a sign-in.

    :raises Refused: may not, *by* has no sign-in, or too many doors stand open.
    """
    shared.must(by, "project.change", project)
    shared.must_be_open(project)
    if not isinstance(by, User):
        raise Refused(_("Sign in first: those whom you invite must see who invites them."))
    only = shared.OnceOnly(by, once)
    if before := only.earlier(Invitation):
        return before
    if founder and (founder.user_id or founder.left_at or founder.project_id != project.pk):
        raise Refused(_("%(name)s needs no invitation.") % {"name": founder.name})
    now = timezone.now()
    if project.invitations.filter(used_at=None, withdrawn_at=None, ends_at__gt=now).count() >= MOST_OPEN:
        raise Refused(_("Many invitations are still open. Withdraw those that are not needed."))
    invitation = Invitation(project=project, founder=founder, made_by=by.actor, ends_at=now + OPEN_FOR)
    invitation.secret_hash = hashed(secret_of(invitation))
    invitation.save()
    only.remember(invitation)
    whom = {"founder": str(founder.public_id)} if founder else {}
    after = {"invitation": str(invitation.public_id), "ends_at": shared.written(invitation.ends_at)}
    shared.note(project, "founder.invited", by, before={}, after=after, **whom)
    return invitation


@transaction.atomic
def send_invitation(*, invitation: Invitation, to: str, address: str, by: Person) -> None:
    """Send the link *address* to a phone number or an e-mail. Twice to the same: once.

    :raises Refused: may not, *to* is neither, or the invitation is no longer open.
    """
    project = invitation.project
    shared.must(by, "project.change", project)
    if not is_open(invitation):
        raise Refused(_("This invitation is no longer open. Make a new one."))
    channel, to = _channel_of(to)
    inviter = str(by) if isinstance(by, User) else ""
    body = _("%(who)s invites you to found “%(project)s” together. Read what it is about, and decide: %(address)s") % {
        "who": inviter, "project": project.name, "address": address,
    }  # fmt: skip
    message = messages.send(
        once=f"invitation:{invitation.public_id}:{fingerprint(to, purpose='invited')[:32]}",
        channel=channel,
        to=to,
        language=(get_language() or "ar")[:2],
        kind="project.invitation",
        subject=_("An invitation to found a cooperative"),
        body=body,
    )
    sent = {"invitation": str(invitation.public_id), "channel": channel, "message": str(message.public_id)}
    shared.note(project, "founder.invitation_sent", by, before={}, after=sent)


def _channel_of(to: str) -> tuple[str, str]:
    try:
        address = addresses.read(to)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    return (phone_channel() if addresses.is_phone(address) else Channel.EMAIL), address


def is_open(invitation: Invitation) -> bool:
    """Whether somebody can still come in by it."""
    return invitation.used_at is None and invitation.withdrawn_at is None and invitation.ends_at > timezone.now()


@transaction.atomic
def accept(*, invitation: Invitation, user: User, name: str) -> Founder:
    """*user* comes in, having read the text of consent. A member already: her place is given back.

    :raises Refused: the invitation is used, withdrawn or too old, or the project is closed.
    """
    fresh = shared.locked(invitation)
    project = fresh.project
    held = project.founders.present().filter(user=user).first()
    if held:
        return held
    shared.must_be_open(project)
    if not is_open(fresh):
        raise Refused(_("This invitation is no longer open. Ask for a new one."))
    name = " ".join(name.split())[:150]
    if not name:
        raise Refused(_("Write your name as it stands on your identity card."))
    place = shared.locked(fresh.founder) if fresh.founder else None
    if place and (place.user_id or place.left_at):
        raise Refused(_("This place is taken. Ask for a new invitation."))
    founder = place or Founder(project=project, name=name)
    before = {"sign_in": None, "consent": place.consent_version, "edits": place.edits} if place else {}
    founder.user, founder.edits, founder.name = user, True, name
    founder.version += 1 if place else 0
    _consent(founder, consent.SELF, user)
    founder.save()
    fresh.used_at = timezone.now()
    fresh.save(update_fields=["used_at"])
    after = {"sign_in": user.actor, "consent": founder.consent_version, "edits": True}
    shared.note(project, "founder.came", user, founder=str(founder.public_id), before=before, after=after)
    _a_group_now(project, user)
    shared.tell(project, "founders")
    return founder


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Person) -> None:
    """Close a door that nobody has used. :raises Refused: *by* may not."""
    shared.must(by, "project.change", invitation.project)
    fresh = shared.locked(invitation)
    if fresh.used_at or fresh.withdrawn_at:
        return
    fresh.withdrawn_at = timezone.now()
    fresh.save(update_fields=["withdrawn_at"])
    key, then = str(fresh.public_id), shared.written(fresh.withdrawn_at)
    shared.note(
        invitation.project, "founder.invitation_withdrawn", by,
        before={"withdrawn_at": None}, after={"withdrawn_at": then}, invitation=key,
    )  # fmt: skip
