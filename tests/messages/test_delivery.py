"""A message leaves once, after its cause is saved; what fails is tried again, what is doubtful is shown."""

import datetime
import json

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.messages.factories import Told, message
from twiza.journal.models import Entry
from twiza.messages import chores, commands, delivery, queries
from twiza.messages.channels import NotSent, Refused, Unsure
from twiza.messages.models import Message, State

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path, monkeypatch):
    settings.OUTBOX_DIR = tmp_path / "outbox"
    # The worker would close the connection, and with it the transaction that this test lives in.
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)


@pytest.fixture
def way(monkeypatch):
    def told(*raising, idempotent=False):
        made = Told(*raising, idempotent=idempotent)
        monkeypatch.setattr(delivery, "way_of", lambda _channel: made)
        return made

    return told


def let_time_pass(**much):
    Message.objects.update(next_at=timezone.now() - datetime.timedelta(**(much or {"seconds": 1})))


def states():
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_the_worker_delivers_what_was_put_into_the_outbox(way):
    sent = way()
    message(body="hello", to="+212600000001")

    call_command("worker", once=True)

    assert [(one.to, one.body) for one in sent.sent] == [("+212600000001", "hello")]
    assert states() == ["sent"]
    assert Message.objects.get().sent_at is not None


def test_the_same_cause_sends_once(way):
    sent = way()
    first, again = message("the same"), message("the same")

    call_command("worker", once=True)

    assert again == first
    assert len(sent.sent) == 1


def test_a_cause_that_is_undone_sends_nothing(way):
    sent = way()
    with pytest.raises(RuntimeError), transaction.atomic():
        message()
        raise RuntimeError

    call_command("worker", once=True)

    assert sent.sent == []
    assert states() == []


def test_an_unknown_channel_is_refused():
    with pytest.raises(ValueError, match="pigeon"):
        message(channel="pigeon")


def test_address_and_text_are_not_readable_in_the_database():
    message(to="+212600000001", body="code 987654")

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM twiza_messages_message")
        rows = str(cursor.fetchall())
        cursor.execute(f"SELECT args_kwargs FROM {DBTaskResult._meta.db_table}")
        rows += str(cursor.fetchall())

    assert "600000001" not in rows
    assert "987654" not in rows


def test_what_did_not_leave_is_tried_again_later_and_later(way):
    way(NotSent("no line"), NotSent("no line"), NotSent("no line"))
    one = message()
    waits = []
    for _ in range(3):
        delivery.attempt(one)
        one.refresh_from_db()
        waits.append(round((one.next_at - timezone.now()).total_seconds() / 60))
        assert (one.state, one.problem) == ("waiting", "no line")
        let_time_pass()

    delivery.attempt(one)

    assert waits == [1, 4, 16]
    assert states() == ["sent"]


def test_nothing_is_tried_before_its_time(way):
    sent = way(NotSent("no line"))
    one = message()
    delivery.attempt(one)

    delivery.attempt(one)
    delivery.sweep.call()

    assert sent.sent == []


def test_after_six_attempts_it_is_given_up_and_the_problem_kept(way):
    way(*[NotSent(f"no line {number}") for number in range(9)])
    message()
    for _ in range(9):
        let_time_pass()
        delivery.sweep.call()

    one = Message.objects.get()
    assert (one.state, one.attempts, one.problem) == ("failed", 6, "no line 5")
    assert list(queries.undelivered()) == [one]


def test_a_refusal_is_final(way):
    way(Refused("no such number"))
    message()

    call_command("worker", once=True)

    one = Message.objects.get()
    assert (one.state, one.attempts, one.problem) == ("failed", 1, "no such number")


def test_a_broken_line_is_uncertain_where_a_second_message_could_arrive(way):
    sent = way(Unsure("broke"))
    message()

    call_command("worker", once=True)
    let_time_pass(days=1)
    delivery.sweep.call()

    assert states() == ["uncertain"]
    assert sent.sent == []


def test_a_broken_line_is_tried_again_where_the_second_is_known_as_the_same(way):
    sent = way(Unsure("broke"), idempotent=True)
    message()
    delivery.sweep.call()
    let_time_pass()

    delivery.sweep.call()

    assert states() == ["sent"]
    assert len(sent.sent) == 1


class Killed(BaseException):
    """The machine stops; nothing after it runs."""


@pytest.mark.parametrize(("idempotent", "afterwards", "sent"), [(False, "uncertain", 0), (True, "sent", 1)])
def test_killed_between_claim_and_sending(way, idempotent, afterwards, sent):
    told = way(Killed(), idempotent=idempotent)
    one = message()
    with pytest.raises(Killed):
        delivery.attempt(one)
    assert states() == ["sending"]

    delivery.sweep.call()
    assert states() == ["sending"]  # perhaps somebody is still at it
    for _ in range(2):
        let_time_pass(minutes=6)
        delivery.sweep.call()

    assert states() == [afterwards]
    assert len(told.sent) == sent


def test_two_workers_do_not_send_the_same(way):
    sent = way()
    one, same = message(), Message.objects.get()

    delivery.attempt(one)
    delivery.attempt(same)

    assert len(sent.sent) == 1


def test_a_claim_that_ran_out_does_not_overwrite_what_became_of_the_message(monkeypatch):
    class Slow(Told):
        def deliver(self, message):
            Message.objects.update(state=State.UNCERTAIN, problem="taken for lost")

    monkeypatch.setattr(delivery, "way_of", lambda _channel: Slow())
    delivery.attempt(message())

    assert states() == ["uncertain"]


def test_a_lost_task_is_found_by_the_sweep(way):
    sent = way()
    message()
    DBTaskResult.objects.all().delete()
    assert delivery.anything_left()

    delivery.sweep.call()

    assert len(sent.sent) == 1
    assert not delivery.anything_left()


def test_the_worker_sweeps_by_itself(way, monkeypatch):
    from twiza.jobs import schedule

    sent = way(NotSent("no line"))
    message()
    call_command("worker", once=True)
    let_time_pass()

    schedule.enqueue_due(timezone.now() + datetime.timedelta(minutes=2))
    call_command("worker", once=True)

    assert len(sent.sent) == 1


def test_a_person_decides_that_a_doubtful_message_goes_again(way):
    sent = way(Unsure("broke"))
    one = message()
    delivery.attempt(one)
    one.refresh_from_db()

    commands.send_again(message=one, by="user:1")
    call_command("worker", once=True)

    assert len(sent.sent) == 1
    assert states() == ["sent"]
    trace = Entry.objects.first()
    assert (trace.action, trace.actor, trace.details) == ("message.sent_again", "user:1", {
        "before": {"state": "uncertain"}, "after": {"state": "waiting"},
    })  # fmt: skip


@pytest.mark.parametrize("state", ["waiting", "sending", "sent"])
def test_what_is_on_its_way_or_there_is_not_sent_again(way, state):
    way()
    one = message()
    Message.objects.update(state=state, sent_at=timezone.now())

    with pytest.raises(commands.Refused):
        commands.send_again(message=one, by="user:1")


def test_texts_and_addresses_are_forgotten_after_days_and_rows_after_a_year(way):
    way()
    for name in ("new", "old", "ancient", "waiting"):
        message(name)
    for name, days in (("new", 6), ("old", 8), ("ancient", 366), ("waiting", 400)):
        at = timezone.now() - datetime.timedelta(days=days)
        state = State.WAITING if name == "waiting" else State.SENT
        Message.objects.filter(once=name).update(made_at=at, state=state, sent_at=at)

    chores.sweep_texts.call()

    kept = {one.once: (one.to, bool(one.body)) for one in Message.objects.order_by("pk")}
    assert kept == {"new": ("+212600000001", True), "old": ("", False), "waiting": ("+212600000001", True)}
    gone = Message.objects.get(once="old")
    Message.objects.filter(pk=gone.pk).update(state=State.FAILED)
    with pytest.raises(commands.Refused, match="removed"):
        commands.send_again(message=gone, by="user:1")


def test_a_file_is_written_once_and_whole(settings, tmp_path):
    settings.OUTBOX_DIR = tmp_path / "outbox"
    one = message(body="مرحبا")
    delivery.attempt(one)
    file = settings.OUTBOX_DIR / f"{one.public_id}.json"
    first = file.read_bytes()
    Message.objects.update(state=State.SENDING, next_at=timezone.now() - datetime.timedelta(minutes=6))

    for _ in range(2):
        delivery.sweep.call()
        let_time_pass()

    assert json.loads(first)["body"] == "مرحبا"
    assert file.read_bytes() == first
    assert [path.name for path in settings.OUTBOX_DIR.iterdir()] == [file.name]
    assert file.stat().st_mode & 0o077 == 0
    assert states() == ["sent"]


def test_a_disk_that_takes_nothing_is_tried_again(settings, tmp_path):
    settings.OUTBOX_DIR = tmp_path / "taken"
    settings.OUTBOX_DIR.write_text("a file where the folder should be")
    delivery.attempt(message())

    one = Message.objects.get()
    assert one.state == "waiting"
    assert "could not be written" in one.problem
