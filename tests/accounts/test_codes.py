"""One-time codes: who types one proves that she reads what is sent there, and nothing else is learned."""

import datetime
import re

import pytest
from django.db import connection, transaction
from django.utils import timezone

from twiza.accounts import chores, codes
from twiza.accounts.codes import TooManyCodes, TooManyTries
from twiza.accounts.models import Code
from twiza.messages.models import Message

pytestmark = pytest.mark.django_db

PHONE = "+212612345678"


def issue(address=PHONE, purpose="sign-in:1", language="en"):
    codes.issue(address=address, purpose=purpose, language=language)
    return re.search(r"\d{6}", Message.objects.order_by("-pk")[0].body).group()


def prove(code, address=PHONE, purpose="sign-in:1"):
    return codes.prove(address=address, purpose=purpose, code=code)


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_code_that_was_sent_opens_once():
    code = issue()

    assert prove(code)
    assert not prove(code)


@pytest.mark.parametrize("typed", [" {0} ", "{1} {2}", "\u200f{0}", "{arabic}"])
def test_a_code_is_understood_however_it_is_typed(typed):
    code = issue()
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    assert prove(typed.format(code, code[:3], code[3:], arabic=arabic))


@pytest.mark.parametrize("typed", ["", "000", "not a code", "1" * 500])
def test_what_is_no_code_is_wrong(typed):
    issue()

    assert not prove(typed)


def test_the_same_digits_for_something_else_leave_another_print(monkeypatch):
    """Whoever could write into the table cannot make a code for signing in one for a signature."""
    monkeypatch.setattr("twiza.accounts.codes.secrets.randbelow", lambda _most: 123456)
    for address, purpose in ((PHONE, "sign-in:1"), (PHONE, "sign:1"), ("+212612345679", "sign:1")):
        issue(address, purpose)

    assert len(set(Code.objects.values_list("code_print", flat=True))) == 3


def test_an_earlier_code_has_ended_also_after_the_later_one_was_used():
    first, second = issue(), issue()
    if first == second:
        first = wrong(second)

    assert not prove(first)
    assert prove(second)
    assert not prove(first)


@pytest.mark.parametrize(
    "other", [{"address": "+212612345679"}, {"purpose": "sign-in:2"}, {"purpose": "sign:1"}, {"purpose": "sign-in"}]
)
def test_a_code_is_for_one_address_and_one_purpose(other):
    assert not prove(issue(), **other)


def test_a_code_ends_after_ten_minutes():
    code = issue()
    left = Code.objects.get().ends_at - timezone.now()
    assert datetime.timedelta(minutes=9, seconds=50) < left <= datetime.timedelta(minutes=10)
    Code.objects.update(ends_at=timezone.now())

    assert not prove(code)


def test_a_later_code_ends_the_earlier_one():
    first = issue()
    second = issue()

    assert first == second or not prove(first)
    assert prove(second)


def test_the_fifth_wrong_try_ends_a_code():
    code = issue()
    for _ in range(4):
        assert not prove(wrong(code))
    with pytest.raises(TooManyTries):
        prove(wrong(code))

    with pytest.raises(TooManyTries):
        prove(code)


def test_wrong_tries_elsewhere_do_not_end_a_code():
    hers, his = issue(purpose="sign-in:hers"), issue(purpose="sign-in:his")
    for _ in range(4):
        prove(wrong(his), purpose="sign-in:his")
    with pytest.raises(TooManyTries):
        prove(wrong(his), purpose="sign-in:his")

    assert prove(hers, purpose="sign-in:hers")


def test_a_wrong_try_stays_counted_when_what_follows_is_undone():
    issue()

    with pytest.raises(RuntimeError), transaction.atomic():
        prove("000000")


def test_an_address_is_sent_five_codes_an_hour():
    for number in range(5):
        issue(purpose=f"sign-in:{number}")
    with pytest.raises(TooManyCodes):
        issue(purpose="sign-in:6")
    issue(address="+212612345679")
    Code.objects.update(made_at=timezone.now() - datetime.timedelta(minutes=61))

    issue(purpose="sign-in:7")


def test_neither_code_nor_address_can_be_read_in_the_database():
    code = issue()

    with connection.cursor() as cursor:
        cursor.execute("SELECT address_print, code_print, purpose FROM accounts_code")
        row = str(cursor.fetchall())

    assert code not in row
    assert "612345678" not in row


@pytest.mark.parametrize(("language", "word"), [("en", "your code to sign in"), ("ar", ""), ("fr", "")])
def test_the_message_speaks_the_language_asked_for(language, word):
    codes.issue(address=PHONE, purpose="sign-in:1", language=language)

    message = Message.objects.get()
    assert (message.language, message.channel, message.to, message.kind) == (language, "sms", PHONE, "code.sign-in")
    assert word in message.body


def test_an_e_mail_gets_a_letter_and_a_number_a_note_by_the_channel_chosen(settings):
    settings.PHONE_CHANNEL = "whatsapp"
    issue(address="amina@example.org")
    issue(address=PHONE)

    assert list(Message.objects.order_by("pk").values_list("channel", flat=True)) == ["email", "whatsapp"]


@pytest.mark.parametrize(("purpose", "words"), [("sign:7", "sign a paper"), ("new-address:1", "link this address")])
def test_a_message_says_what_its_code_is_for(purpose, words):
    issue(purpose=purpose)

    assert words in Message.objects.get().body


def test_codes_that_ended_a_day_ago_are_forgotten():
    issue()
    issue(address="+212612345679")
    Code.objects.order_by("pk").filter(pk=Code.objects.order_by("pk")[0].pk).update(
        ends_at=timezone.now() - datetime.timedelta(hours=25)
    )

    chores.sweep_codes.call()

    assert Code.objects.count() == 1


def test_a_wrong_code_leaves_a_line_in_the_log_without_code_or_address(caplog):
    code = wrong(issue())

    prove(code)

    told = [one for one in caplog.records if one.name == "twiza.security"]
    assert [one.way for one in told] == ["code.sign-in"]
    assert PHONE not in caplog.text
    assert code not in caplog.text
