"""E-mail and gateways: what is asked of them, and what each of their answers means."""

import http.client
import json
import smtplib
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured

from config import outbox
from twiza.messages.channels import NotSent, Outgoing, Refused, Unsure, way_of
from twiza.messages.channels.gateway import GatewayWay
from twiza.messages.channels.mail import MailWay

LETTER = Outgoing("7-a", "email", "amina@example.org", "ar", "test", "رمز\nBcc: x@example.org", "123456")
NOTE = Outgoing("7-b", "sms", "+212600000001", "ar", "test", "", 'رمز {to} "123456"')


def test_a_letter_carries_our_id_and_no_header_of_others():
    MailWay(sender="Twiza <bank@example.org>").deliver(LETTER)

    letter = mail.outbox[0]
    head = letter.message()
    assert head["Message-ID"] == "<7-a@example.org>"
    assert (letter.to, letter.body, letter.bcc) == (["amina@example.org"], "123456", [])
    assert (head["Auto-Submitted"], head["Content-Language"], head["Bcc"]) == ("auto-generated", "ar", None)


@pytest.mark.parametrize(
    ("where", "raised", "meaning"),
    [
        ("open", ConnectionRefusedError(), NotSent),
        ("open", smtplib.SMTPAuthenticationError(535, b"no"), NotSent),
        ("send_messages", smtplib.SMTPRecipientsRefused({"a": (550, b"a@example.org unknown")}), Refused),
        ("send_messages", smtplib.SMTPRecipientsRefused({"a": (451, b"later")}), NotSent),
        ("send_messages", smtplib.SMTPDataError(554, b"spam"), Refused),
        ("send_messages", smtplib.SMTPServerDisconnected("gone"), Unsure),
        ("send_messages", TimeoutError(), Unsure),
    ],
)
def test_what_a_mail_server_says_and_does_not_say(monkeypatch, where, raised, meaning):
    def fails(*_args):
        raise raised

    monkeypatch.setattr(f"django.core.mail.backends.locmem.EmailBackend.{where}", fails)

    with pytest.raises(meaning) as told:
        MailWay(sender="bank@example.org").deliver(LETTER)

    assert "example.org" not in str(told.value)


class Gateway(HTTPServer):
    """A gateway that writes down what it is asked and answers as it is told."""

    answer: int | None = 200

    def __init__(self):
        self.asked = []
        super().__init__(("127.0.0.1", 0), Asked)


class Asked(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers), json.loads(body)))
        if self.server.answer is None:
            self.connection.close()
            return
        self.send_response(self.server.answer)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args):
        pass


@pytest.fixture
def gateway(monkeypatch):
    server = Gateway()
    monkeypatch.setattr(http.client, "HTTPSConnection", http.client.HTTPConnection)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def way_to(server, **more):
    return GatewayWay(url=f"https://127.0.0.1:{server.server_port}/send?v=1", **more)


def test_a_gateway_gets_our_id_token_and_words(gateway):
    fields = {"messaging": "x", "to": "{to}", "text": {"body": "{text}"}, "list": ["{id}", 7]}

    way_to(gateway, token="secret", fields=fields).deliver(NOTE)

    path, head, body = gateway.asked[0]
    assert path == "/send?v=1"
    assert (head["Authorization"], head["Idempotency-Key"]) == ("Bearer secret", "7-b")
    assert body == {"messaging": "x", "to": NOTE.to, "text": {"body": NOTE.body}, "list": ["7-b", 7]}


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [(429, NotSent), (503, NotSent), (400, Refused), (401, Refused), (302, Refused), (500, Unsure), (None, Unsure)],
)
def test_what_a_gateways_answer_means(gateway, answer, meaning):
    gateway.answer = answer

    with pytest.raises(meaning) as told:
        way_to(gateway, token="secret").deliver(NOTE)

    assert len(gateway.asked) == 1  # no redirect was followed
    assert "600000001" not in str(told.value)


def test_a_gateway_that_is_not_there_got_nothing(gateway):
    gateway.shutdown()
    gateway.server_close()

    with pytest.raises(NotSent):
        way_to(gateway).deliver(NOTE)


def test_without_variables_everything_is_a_file(monkeypatch):
    assert {one["way"] for one in outbox.channels().values()} == {"file"}
    assert outbox.mail_server() == {}
    assert way_of("sms").idempotent


def test_variables_choose_the_ways(monkeypatch, settings):
    monkeypatch.setenv("TWIZA_MAIL", "smtps://us%40er:p%3Aw@mail.example.org")
    monkeypatch.setenv("TWIZA_MAIL_FROM", "bank@example.org")
    monkeypatch.setenv("TWIZA_SMS_URL", "https://gateway.example.org/send")
    monkeypatch.setenv("TWIZA_SMS_IDEMPOTENT", "1")
    settings.MESSAGE_CHANNELS = outbox.channels()

    server = outbox.mail_server()

    assert (server["EMAIL_HOST_USER"], server["EMAIL_HOST_PASSWORD"], server["EMAIL_PORT"]) == ("us@er", "p:w", 465)
    assert (server["EMAIL_USE_SSL"], server["EMAIL_USE_TLS"]) == (True, False)
    assert isinstance(way_of("email"), MailWay)
    assert isinstance(way_of("sms"), GatewayWay)
    assert way_of("sms").idempotent


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TWIZA_SMS_URL", "http://gateway.example.org"),
        ("TWIZA_MAIL", "mail.example.org"),
        ("TWIZA_MAIL", "smtp://mail.example.org"),  # and no sender
        ("TWIZA_PHONE_CHANNEL", "pigeon"),
    ],
)
def test_a_variable_that_would_do_harm_stops_the_start(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured):
        outbox.channels(), outbox.mail_server(), outbox.phone_channel()


@pytest.mark.parametrize("fields", ["{", '{"to": "{to}"}'])
def test_a_gateways_fields_have_to_carry_number_and_words(monkeypatch, fields):
    monkeypatch.setenv("TWIZA_SMS_URL", "https://gateway.example.org")
    monkeypatch.setenv("TWIZA_SMS_FIELDS", fields)

    with pytest.raises(ImproperlyConfigured):
        outbox.channels()


def test_before_opening_to_the_public_an_operator_is_told_that_nobody_gets_codes(settings):
    from twiza.messages.checks import messages_reach_somebody

    assert [one.id for one in messages_reach_somebody(None)] == ["twiza_messages.W001"]
    settings.MESSAGE_CHANNELS = {
        "email": {"way": "mail", "sender": "bank@example.org"},
        "sms": {"way": "gateway", "url": "https://gateway.example.org"},
        "whatsapp": {"way": "file"},
    }
    assert messages_reach_somebody(None) == []
