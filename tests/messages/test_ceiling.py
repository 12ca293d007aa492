"""Text messages have a ceiling for each day; codes come before news, and e-mail has none."""

import datetime
import logging

import pytest
from django.core.cache import cache, caches
from django.utils import timezone

from tests.messages.factories import Told, message
from twiza.accounts import codes
from twiza.messages import ceiling, delivery
from twiza.messages.commands import NoTextsLeft
from twiza.messages.models import Message

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(datetime.datetime(2026, 5, 4, 12))


@pytest.fixture(autouse=True)
def _a_day_of_ten(settings, monkeypatch):
    settings.TEXTS_A_DAY = 10
    cache.clear()
    caches["local"].clear()
    the_time(monkeypatch, NOON)
    yield
    cache.clear()


@pytest.fixture
def way(monkeypatch):
    made = Told()
    monkeypatch.setattr(delivery, "way_of", lambda _channel: made)
    return made


def the_time(monkeypatch, now):
    monkeypatch.setattr(timezone, "now", lambda: now)


def code(once="code", channel="sms"):
    return now(message(once, channel, kind="code.sign-in"))


def now(made):
    """*made* of this test's time; the table's own default looks at the real clock."""
    made.next_at = timezone.now()
    made.save()
    return made


def some(count, kind="code.sign-in", channel="sms"):
    for number in range(count):
        delivery.attempt(now(message(f"{kind} {channel} {number}", channel, kind=kind)))


def test_codes_leave_until_the_ceiling_and_then_it_is_said(way):
    some(10)

    with pytest.raises(NoTextsLeft, match="e-mail or your password, or come back tomorrow"):
        code()
    assert len(way.sent) == 10
    assert Message.objects.count() == 10


def test_codes_that_still_wait_count(way):
    for number in range(10):
        code(str(number))

    with pytest.raises(NoTextsLeft):
        code()


def test_both_ways_to_a_phone_count_together(way):
    some(5)
    some(5, channel="whatsapp")

    with pytest.raises(NoTextsLeft):
        code(channel="whatsapp")


def test_e_mail_has_no_ceiling(way):
    some(10)
    some(3, channel="email")
    delivery.attempt(now(message("news", "email")))

    assert len(way.sent) == 14


def test_e_mails_do_not_use_it_up(way):
    some(20, channel="email")
    some(10)

    assert len(way.sent) == 30


def test_news_leaves_two_tenths_to_codes_and_goes_the_next_morning(way, monkeypatch):
    some(9, kind="role.given")
    assert len(way.sent) == 8
    late = Message.objects.get(state="waiting")
    assert timezone.localtime(late.next_at).isoformat()[:16] == "2026-05-05T09:00"
    assert "ceiling" in late.problem
    some(2)
    assert len(way.sent) == 10

    the_time(monkeypatch, NOON + datetime.timedelta(hours=22))
    delivery.sweep.func()

    late.refresh_from_db()
    assert late.state == "sent"


def test_what_was_put_off_takes_nothing_from_todays_codes(way):
    some(12, kind="role.given")
    some(2)

    assert len(way.sent) == 10


def test_the_next_day_is_new(way, monkeypatch):
    some(10)
    the_time(monkeypatch, NOON + datetime.timedelta(days=1))

    assert code().pk


def test_none_at_all_is_possible(way, settings):
    settings.TEXTS_A_DAY = 0

    with pytest.raises(NoTextsLeft):
        code()


def test_the_operator_is_warned_once_and_told_once_when_it_is_full(way, caplog):
    with caplog.at_level(logging.WARNING, logger="twiza.messages"):
        some(10)
        for number in range(3):
            with pytest.raises(NoTextsLeft):
                code(str(number))

    assert [(one.levelname, one.getMessage()) for one in caplog.records] == [
        ("WARNING", "text messages run short: 8 of 10 (TWIZA_TEXTS_A_DAY)"),
        ("ERROR", "no more text messages today: 10 of 10 (TWIZA_TEXTS_A_DAY)"),
    ]


def test_at_the_door_it_is_told_kindly_and_nothing_is_begun(way, client, country, settings):
    settings.PHONE_REGION = "MA"
    settings.TEXTS_A_DAY = 0
    answer = client.post("/en/account/login/", {"address": "0612345678"})
    text = answer.content.decode()

    assert answer.status_code == 200
    assert "sent all the text messages that it may send today" in text
    assert 'value="0612345678"' in text
    assert Message.objects.count() == 0
    assert client.post("/en/account/login/", {"address": "amina@example.org"}).status_code == 302


def test_a_code_that_could_not_be_sent_counts_for_nobody(settings):
    settings.TEXTS_A_DAY = 0
    with pytest.raises(codes.TooManyCodes):
        codes.issue(address="+212612345678", purpose="sign-in:x", language="en")

    assert codes.Code.objects.count() == 0


def test_one_question_to_the_database(django_assert_num_queries):
    with django_assert_num_queries(1):
        ceiling.is_full_for("sms", "role.given")
    with django_assert_num_queries(0):
        ceiling.is_full_for("email", "role.given")
