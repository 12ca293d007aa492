"""``kill -9`` of the worker while messages leave: each arrives once, and none is sent a second time."""

from __future__ import annotations

import json
import time

import pytest

from tests.faults.conftest import PATIENCE
from tests.faults.gateway import Gateway

COUNT = 8
SEND = """
from django.db import transaction
from twiza.messages.commands import send
with transaction.atomic():
    for n in range(%d):
        to = f"+2126000000{n:02d}"
        send(once=f"m{n}", channel="sms", to=to, language="ar", kind="code.sign-in", subject="", body="x")
"""
LATER = """
import json
from django.utils import timezone
from twiza.messages.delivery import sweep
from twiza.messages.models import Message
for _minutes in range(2):
    Message.objects.filter(state__in=["sending", "waiting"]).update(next_at=timezone.now())
    sweep.call()
print("told: " + json.dumps({str(one.public_id): one.state for one in Message.objects.all()}))
"""
"""Claims have run out, waits are over: what the worker's minutes bring, at once."""


@pytest.fixture
def gateway(tmp_path):
    made = Gateway(tmp_path)
    yield made
    made.shutdown()
    made.server_close()


@pytest.mark.parametrize("knows_again", [False, True])
def test_a_message_that_left_when_its_worker_was_killed_arrives_once(site, gateway, knows_again):
    site.more = {
        "TWIZA_SMS_URL": gateway.url, "SSL_CERT_FILE": str(gateway.certificate),
        "TWIZA_SMS_IDEMPOTENT": str(int(knows_again)),
    }  # fmt: skip
    site.shell(SEND % COUNT)
    gateway.fall_silent(3, site.kill)
    site.work()
    assert gateway.silent.wait(PATIENCE)
    caught = list(gateway.asked)[2]

    site.manage("worker", "--once", "--verbosity=0")
    states = site.told(LATER)

    assert len(gateway.asked) == COUNT
    assert {key: times for key, times in gateway.asked.items() if times > 1} == ({caught: 2} if knows_again else {})
    assert states.pop(caught) == ("sent" if knows_again else "uncertain")  # a person decides
    assert set(states.values()) == {"sent"}


def test_messages_that_become_files_are_there_once_however_often_the_worker_is_killed(site):
    site.shell(SEND % 60)
    outbox = site.var / "outbox"

    def arrived():
        return len(list(outbox.glob("*.json")))

    for wanted in (5, 25):
        site.work()
        until = time.monotonic() + PATIENCE
        while arrived() < wanted and time.monotonic() < until:
            time.sleep(0.002)
        site.kill()
    before = {one.name: one.stat().st_mtime_ns for one in outbox.glob("*.json")}
    site.manage("worker", "--once", "--verbosity=0")
    states = site.told(LATER)

    files = {one.stem: json.loads(one.read_text()) for one in outbox.glob("*.json")}
    assert set(states.values()) == {"sent"}
    assert files.keys() == states.keys()
    assert len({one["to"] for one in files.values()}) == 60
    assert {name: (outbox / name).stat().st_mtime_ns for name in before} == before  # none was written again
    assert len(before) < 60
