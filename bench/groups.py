"""Fifty groups edit and save at once through the real server: no error, no lost write, nothing overwritten unseen.

``python -m bench.groups`` makes an installation of its own on SQLite, then one on a PostgreSQL of its own where one
is installed. Two members of each group work on two devices: they open forms, type, save, read; every fifth time both
have the same form open and save at the same moment. Two loads: people, who pause (a minute, the promise), and devices
that never pause (a quarter of a minute; only that nothing breaks or is lost). Afterwards everything that the site
confirmed is looked for in the database.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench import serving
from bench.installation import ROOT, Installation, installed
from bench.members import Group, Ledger, everybody
from bench.table import Row, close
from tools.on_postgresql import cluster, programs

LIMIT_MS = 500.0
STRESS_SECONDS = 15.0
SHOWN = 5


def prepared(count: int) -> list[Group]:
    """So many groups of two people with a session each and two without, with notes, tasks and a plan."""
    from django.db import transaction

    with transaction.atomic():
        return [_group(number) for number in range(count)]


def _group(number: int) -> Group:
    from decimal import Decimal

    from twiza.accounts.models import User
    from twiza.bank.models import ProjectModel
    from twiza.planner import commands as planner
    from twiza.projects import commands
    from twiza.territories.models import Territory

    first, second = (
        User.objects.create_user(f"member{number}.{place}@example.org", name=f"عضوة {number}.{place}")
        for place in (1, 2)
    )
    model = ProjectModel.objects.current().order_by("key").first()
    place = Territory.objects.current().order_by("-level", "code").first()
    assert model and place
    project = commands.start(territory=place, model=model, by=first, name=f"مجموعة {number}")
    commands.set_share_value(project=project, value=Decimal(100), by=first)
    commands.accept(invitation=commands.invite(project=project, by=first), user=second, name=second.name)
    for name in ("حليمة", "رقية"):
        commands.add_founder(project=project, name=f"{name} {number}", by=first, consent_how="spoken")
    plan = planner.begin(project=project, by=first)
    notes = [commands.add_note(project=project, text=f"أول الكلام {one}", by=first) for one in range(2)]
    tasks = [commands.add_task(project=project, text=f"أول العمل {one}", by=first) for one in range(2)]
    return Group(
        base=f"/ar/projects/{project.public_id}/",
        plan=str(plan.public_id),
        founders=[str(one.public_id) for one in project.founders.order_by("id")],
        notes=[str(one.public_id) for one in notes],
        tasks=[str(one.public_id) for one in tasks],
        sessions=[_session(first), _session(second)],
    )


def _session(user: object) -> str:
    """The key of a session in which *user* is signed in."""
    import time
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from twiza.accounts import arrivals
    from twiza.accounts.models import User

    assert isinstance(user, User)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[arrivals.SINCE] = int(time.time())
    session.create()
    return str(session.session_key)


def versions() -> dict[str, tuple[int, str]]:
    """Version and value of everything that groups edit, as the database has it."""
    from twiza.planner.models import Plan
    from twiza.projects.models import Founder, Note, Project, Task

    found = {f"founder {one.public_id}": (one.version, str(one.shares)) for one in Founder.objects.all()}
    found |= {f"note {one.public_id}": (one.version, one.text) for one in Note.objects.all()}
    found |= {f"task {one.public_id}": (one.version, one.text) for one in Task.objects.all()}
    for one in Project.objects.all():
        found[f"project /ar/projects/{one.public_id}/"] = (one.version, f"{one.share_value or 0:.0f}")
    for plan in Plan.objects.all():
        price = plan.inputs["products"][0]["price"]
        found[f"plan {plan.public_id}"] = (
            plan.version,
            f"{float(price['value'] if isinstance(price, dict) else price):.0f}",
        )
    return found


def lost(ledger: Ledger, before: dict[str, tuple[int, str]], after: dict[str, tuple[int, str]]) -> list[str]:
    """Confirmed writes that the database does not show: each in its version, the last one as the value, no other."""
    from twiza.projects.models import Note, Task

    texts = {*Note.objects.values_list("text", flat=True), *Task.objects.values_list("text", flat=True)}
    missing = sorted(ledger.added - texts)
    for thing, writes in ledger.written.items():
        version, value = after[thing]
        if version - before[thing][0] != len(writes):
            missing.append(f"{thing}: {len(writes)} confirmed, {version - before[thing][0]} written")
        elif value != writes[max(writes)]:
            missing.append(f"{thing}: {writes[max(writes)]} confirmed last, {value} there")
    return missing


@contextmanager
def running(installation: Installation) -> Iterator[int]:
    """Two server processes and a worker; the port."""
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "worker", "--verbosity=0"], cwd=ROOT, env=installation.environment,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        with serving.server(installation, workers=2) as port:
            yield port
    finally:
        worker.terminate()
        worker.wait(30)


def rows_of(database: str, what: str, ledger: Ledger, took: float, missing: list[str], *, promised: bool) -> list[Row]:
    """What one load says."""
    times = sorted(1000 * one for one in ledger.times)
    p50, p95 = times[len(times) // 2], times[int(0.95 * (len(times) - 1))]
    confirmed = len(ledger.added) + sum(map(len, ledger.written.values()))
    wrong = ledger.clashes.total() - ledger.clashes["one saved, one shown the conflict"]
    for one in (*ledger.errors[:SHOWN], *missing[:SHOWN], *ledger.overwritten[:SHOWN]):
        print(f"{database}, {what}: {one}", file=sys.stderr)
    name = f"{database}, {what}"
    late = f"{p50:.0f} / {p95:.0f} / {times[-1]:.0f} ms"
    return [
        Row(f"{name}: requests (a second)", f"{len(times):,} ({len(times) / took:.0f})"),
        Row(f"{name}: median / 95 % / slowest", late, f"95 % < {LIMIT_MS:.0f} ms" if promised else "",
            p95 < LIMIT_MS if promised else None),
        Row(f"{name}: errors", str(len(ledger.errors)), "0", not ledger.errors),
        Row(f"{name}: writes confirmed; of these lost", f"{confirmed:,}; {len(missing)}", "0 lost", not missing),
        Row(f"{name}: the same thing saved at once by two; not exactly one saved", f"{ledger.clashes.total()}; {wrong}",
            "0", not wrong and not ledger.overwritten),
    ]  # fmt: skip


def measure(database: str, options: argparse.Namespace) -> list[Row]:
    """Both loads on one installation."""
    with tempfile.TemporaryDirectory(prefix="twiza-bench-") as folder, installed(options.pack, Path(folder)) as made:
        made.manage("createcachetable")
        made.enter()
        groups = prepared(options.groups)
        rows = []
        with running(made) as port:
            asyncio.run(everybody(port, groups[:8], seconds=2, pause=0.2))  # each process has met each page
            loads = [("people", options.seconds, options.pause, True), ("no pauses", STRESS_SECONDS, 0.0, False)]
            for what, seconds, pause, promised in loads:
                before = versions()
                ledger, took = asyncio.run(everybody(port, groups, seconds=seconds, pause=pause))
                missing = lost(ledger, before, versions())
                rows += rows_of(database, what, ledger, took, missing, promised=promised)
    return rows


def _apart(database: str, arguments: Sequence[str], url: str = "") -> int:
    """One database in a process of its own: Django is set up once in each."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.call(
        [sys.executable, "-m", "bench.groups", "--database", database, *arguments],
        cwd=ROOT,
        env=environment | ({"DATABASE_URL": url} if url else {}),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and fail where a promise is broken."""
    parser = argparse.ArgumentParser(prog="bench groups", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pack", type=Path, default=ROOT / "packs" / "example", help="country (packs/example)")
    parser.add_argument("--groups", type=int, default=50, help="groups at work (50)")
    parser.add_argument("--seconds", type=float, default=60, help="how long people work (60)")
    parser.add_argument(
        "--pause", type=float, default=5, help="seconds that a person pauses at most before each step (5)"
    )
    parser.add_argument("--database", help="only this one: SQLite, or any other name for that of DATABASE_URL")
    parser.add_argument("--output", type=Path, help="write the rows as JSON to this file as well")
    options = parser.parse_args(arguments)
    if options.database:
        return close(f"groups at work ({options.database})", measure(options.database, options), options.output)
    passed = [
        "--pack", str(options.pack), "--groups", str(options.groups), "--seconds", str(options.seconds),
        "--pause", str(options.pause),
    ]  # fmt: skip
    code = _apart("SQLite", passed)
    if folder := programs():
        print(flush=True)
        with cluster(folder) as url:
            code = _apart("PostgreSQL", passed, url) or code
    return code


if __name__ == "__main__":
    raise SystemExit(main())
