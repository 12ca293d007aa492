"""What is queued is done, again after a failure, and nightly chores come round once."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from twiza.jobs import housekeeping, schedule
from twiza.jobs.models import Due
from twiza.jobs.retries import retried_task

pytestmark = pytest.mark.django_db
done = []


@retried_task(times=2)
def fails(word: str) -> None:
    done.append(word)
    raise ValueError(word)


@retried_task(times=2)
def works(word: str) -> None:
    done.append(word)


@pytest.fixture(autouse=True)
def _nothing_done_yet(monkeypatch):
    done.clear()
    # The worker would close the connection, and with it the transaction that this test lives in.
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)


@pytest.fixture
def in_ten_days():
    return timezone.now() + datetime.timedelta(days=10)


def work():
    call_command("worker", "--once", verbosity=0)


def make_all_ready():
    DBTaskResult.objects.update(run_after=timezone.now() - datetime.timedelta(seconds=1))


def test_what_is_queued_is_done_once():
    works.enqueue("hello")

    work()
    work()

    assert done == ["hello"]


def test_what_fails_is_tried_again_later_and_later():
    before = timezone.now()
    fails.enqueue("hello")
    work()

    waiting = DBTaskResult.objects.get(status="READY")
    assert done == ["hello"]
    assert 59 < (waiting.run_after - before).total_seconds() < 90

    make_all_ready()
    work()
    later = DBTaskResult.objects.get(status="READY")
    assert 239 < (later.run_after - before).total_seconds() < 270

    make_all_ready()
    work()
    assert done == ["hello"] * 3
    assert [one.status for one in DBTaskResult.objects.order_by("enqueued_at")] == ["FAILED"] * 3


def test_a_chore_is_not_done_at_once_but_at_its_hour(in_ten_days):
    assert schedule.enqueue_due(timezone.now()) == []
    assert Due.objects.count() == len(schedule.chores())

    assert {"sweep cache", "sweep sessions", "sweep tasks"} <= set(schedule.enqueue_due(in_ten_days))


def test_a_chore_missed_for_days_is_done_once(in_ten_days):
    schedule.enqueue_due(timezone.now())
    nightly = schedule.enqueue_due(in_ten_days)

    assert schedule.enqueue_due(in_ten_days) == []
    assert DBTaskResult.objects.count() == len(nightly)
    moved = Due.objects.filter(chore__in=nightly)
    assert all(in_ten_days < due.at <= in_ten_days + datetime.timedelta(days=1) for due in moved)


def test_a_chore_of_every_few_minutes_waits_while_there_is_nothing_to_do(monkeypatch):
    wanted = []
    monkeypatch.setattr(schedule, "_chores", {})
    schedule.repeatedly("often", works, every=datetime.timedelta(minutes=2), when=lambda: bool(wanted))
    now, later = timezone.now(), timezone.now() + datetime.timedelta(minutes=3)

    assert schedule.enqueue_due(now) == []
    assert schedule.enqueue_due(later) == []
    wanted.append("something")
    assert schedule.enqueue_due(later) == ["often"]
    assert schedule.enqueue_due(later) == []
    assert schedule.enqueue_due(later + datetime.timedelta(minutes=2)) == ["often"]


def test_the_next_time_is_tonight_or_tomorrow_night(settings):
    settings.TIME_ZONE = "Africa/Casablanca"
    chore = schedule.Chore("any", works, datetime.time(3, 10))
    zone = timezone.get_current_timezone()
    evening = datetime.datetime(2026, 11, 22, 22, 0, tzinfo=zone)
    night = datetime.datetime(2026, 11, 23, 1, 0, tzinfo=zone)

    expected = datetime.datetime(2026, 11, 23, 3, 10, tzinfo=zone)
    assert (chore.next_after(evening), chore.next_after(night)) == (expected, expected)
    assert chore.next_after(expected) == expected + datetime.timedelta(days=1)


def test_sessions_that_ended_are_swept():
    now = timezone.now()
    for key, days in (("old", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + datetime.timedelta(days=days))

    housekeeping.sweep_sessions.call()

    assert [one.session_key for one in Session.objects.order_by("session_key")] == ["open"]


def test_what_expired_in_the_cache_is_swept():
    cache.set("old", 1, timeout=0.001)
    cache.set("kept", 1, timeout=1000)
    with connection.cursor() as cursor:
        ago = connection.ops.adapt_datetimefield_value(timezone.now() - datetime.timedelta(days=1))
        cursor.execute("UPDATE shared_cache SET expires = %s WHERE cache_key LIKE '%%old'", [ago])

    housekeeping.sweep_cache.call()

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM shared_cache")
        assert [key.rpartition(":")[2] for (key,) in cursor.fetchall()] == ["kept"]


def test_tasks_finished_long_ago_are_forgotten():
    works.enqueue("new")
    works.enqueue("old")
    work()
    old = DBTaskResult.objects.order_by("enqueued_at").last()
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=timezone.now() - datetime.timedelta(days=31))

    housekeeping.sweep_tasks.call()

    assert DBTaskResult.objects.count() == 1
    assert not DBTaskResult.objects.filter(pk=old.pk).exists()
