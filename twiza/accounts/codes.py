"""One-time codes: six digits, ten minutes, five wrong tries; kept as fingerprints alone.

Whoever types a code proves that she reads what is sent to that address. The same for signing in, for a
new address, and for a signature. Nothing here looks whether anybody has the address: a stranger learns
nothing, neither from the answer nor from the time it takes.
"""

from __future__ import annotations

import datetime
import logging
import secrets
import unicodedata
import uuid

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from twiza.accounts.addresses import is_phone
from twiza.accounts.models import Code
from twiza.messages.channels import phone_channel
from twiza.messages.commands import NoTextsLeft, send
from twiza.messages.models import Channel
from twiza.sealing.keys import fingerprint

security = logging.getLogger("twiza.security")

DIGITS = 6
LIFE = datetime.timedelta(minutes=10)
TRIES = 5
SIGN_IN, NEW_ADDRESS, AGAIN = "sign-in", "new-address", "again"
"""Purposes begin with one of these, or with ``sign``; after a colon stands what it is for."""
PER_HOUR = 5
"""Codes that one address is sent in an hour, whatever for: neither a flood for her nor more guesses for others."""


class TooManyCodes(Exception):
    """That address, or everybody by text message, was sent enough codes for now; the message says what to do."""


class TooManyTries(Exception):
    """The code has ended by wrong tries; another has to be asked for."""


@transaction.atomic
def issue(*, address: str, purpose: str, language: str) -> None:
    """Send a new code to *address* (as ``addresses.read`` gives it) for *purpose*, in *language*.

    An earlier one for the same address and purpose ends. :raises TooManyCodes:
    """
    print_ = _print_of(address)
    now = timezone.now()
    if Code.objects.filter(address_print=print_, made_at__gt=now - datetime.timedelta(hours=1)).count() >= PER_HOUR:
        raise TooManyCodes(_("We sent this address several codes within the hour. Wait an hour, then ask again."))
    Code.objects.filter(address_print=print_, purpose=purpose, used_at=None, ends_at__gt=now).update(ends_at=now)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    Code.objects.create(
        address_print=print_, purpose=purpose, code_print=_code_print(address, purpose, code), ends_at=now + LIFE
    )
    with translation.override(language):
        try:
            send(
                once=f"code:{uuid.uuid4()}",
                channel=phone_channel() if is_phone(address) else Channel.EMAIL,
                to=address,
                language=language,
                kind=f"code.{purpose.partition(':')[0]}",
                subject=_("Your code"),
                body=_words(purpose, code),
            )
        except NoTextsLeft as error:
            raise TooManyCodes(str(error)) from error


def prove(*, address: str, purpose: str, code: str) -> bool:
    """Whether *code* is the one last sent to *address* for *purpose*. Right: it is used up.

    Call it outside a transaction (RuntimeError otherwise): a wrong try has to stay counted even
    when what was to follow is undone. :raises TooManyTries: this was the fifth wrong try, or a later one.
    """
    with transaction.atomic(durable=True):
        known = (
            Code.objects.select_for_update()
            .filter(address_print=_print_of(address), purpose=purpose, used_at=None, ends_at__gt=timezone.now())
            .order_by("-pk")
            .first()
        )
        wanted = known.code_print if known is not None else ""
        right = secrets.compare_digest(_code_print(address, purpose, _digits(code)), wanted)
        if known is None:
            return False
        ended = known.tries >= TRIES
        if right and not ended:
            Code.objects.filter(pk=known.pk).update(used_at=timezone.now())
            return True
        Code.objects.filter(pk=known.pk).update(tries=F("tries") + 1)
        ended = known.tries + 1 >= TRIES
    security.warning("a proof was wrong", extra={"way": f"code.{purpose.partition(':')[0]}"})
    if ended:
        raise TooManyTries(_("That was wrong too often, and the code has ended. Ask for a new one."))
    return False


def _print_of(address: str) -> str:
    return fingerprint(address, purpose="code address")


def _code_print(address: str, purpose: str, code: str) -> str:
    return fingerprint(f"{address} {purpose} {code}", purpose="code")


def _digits(typed: str) -> str:
    """Western digits alone: codes come back with spaces, marks of direction, Arabic digits."""
    found = (unicodedata.digit(letter, None) for letter in typed[:40])
    return "".join(str(digit) for digit in found if digit is not None)


def _words(purpose: str, code: str) -> str:
    kind = purpose.partition(":")[0]
    if kind == SIGN_IN:
        return _("%(code)s is your code to sign in to Twiza. It is good for ten minutes. Tell it to nobody.") % {
            "code": code
        }
    if kind == NEW_ADDRESS:
        return _("%(code)s is your code to link this address with your Twiza account. Tell it to nobody.") % {
            "code": code
        }
    if kind == AGAIN:
        return _("%(code)s is your code to change something of your Twiza sign-in. Tell it to nobody.") % {"code": code}
    return _(
        "%(code)s is your code to sign a paper on Twiza. It is good for ten minutes. Tell it only if you want to sign."
    ) % {"code": code}
