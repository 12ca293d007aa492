"""E-mail through Django's backend."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from twiza.messages.channels.base import NotSent, Outgoing, Refused, Unsure


class MailWay:
    """Plain text letters. A server may hand the same letter over twice, so it is never asked twice when in doubt."""

    idempotent = False

    def __init__(self, *, sender: str) -> None:
        self.sender = sender

    def deliver(self, message: Outgoing) -> None:
        domain = self.sender.rpartition("@")[2].strip("> ") or "localhost"
        headers = {
            "Message-ID": f"<{message.id}@{domain}>",
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated",
        }
        letter = EmailMessage(
            subject=" ".join(message.subject.split()), body=message.body, from_email=self.sender, to=[message.to],
            headers=headers,
        )  # fmt: skip
        connection = get_connection(timeout=settings.MESSAGE_TIMEOUT)
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(f"the mail server was not reached: {type(error).__name__}") from error
        try:
            letter.connection = connection
            letter.send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _told in error.recipients.values()]
            raise _answered(codes[0] if codes else 0) from error
        except smtplib.SMTPResponseException as error:
            raise _answered(error.smtp_code) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unsure(f"the line to the mail server broke: {type(error).__name__}") from error
        finally:
            connection.close()


def _answered(code: int) -> NotSent | Refused:
    """What a refusal of the server means: 5xx is for ever. Its words may carry the address, so they are left out."""
    return Refused(f"the mail server refused it ({code})") if 500 <= code < 600 else NotSent(f"not now ({code})")
