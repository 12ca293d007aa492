"""A site of its own for each test: its database and files, a server and a worker that can be killed."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dj_database_url
import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
MARK = "told: "
"""Before what a program in a site tells; other lines are of the log."""


@dataclass
class Site:
    """A folder, a database, and what runs on them."""

    var: Path
    url: str
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    port: int = 0
    more: dict[str, str] = field(default_factory=dict)
    """Further variables of its environment."""
    largest_file: int = 0
    """Bytes after which the system refuses to let a file grow; 0 for no limit."""

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TWIZA_", "DATABASE_URL"))}
        more = {"TWIZA_VAR": str(self.var), "DJANGO_SETTINGS_MODULE": "config.settings", "TWIZA_ENCODER": "0"}
        return kept | more | self.more | ({"DATABASE_URL": self.url} if self.url else {})

    def manage(self, *words: str | Path, code: int | None = 0) -> str:
        """Run a command of the site; what it said. *code*: how it must end, nothing for any."""
        ended = subprocess.run(
            [sys.executable, ROOT / "manage.py", *words],
            env=self.environment, cwd=ROOT, text=True, capture_output=True, timeout=300, check=False,
        )  # fmt: skip
        assert code is None or ended.returncode == code, ended.stdout + ended.stderr
        return ended.stdout + ended.stderr

    def shell(self, program: str) -> str:
        """Run Python inside the site; what it printed."""
        return self.manage("shell", "--verbosity=0", "-c", program)

    def told(self, program: str) -> Any:
        """Run Python inside the site; the JSON that it printed on one line."""
        lines = self.shell(program).splitlines()
        return json.loads(next(line for line in lines if line.startswith(MARK)).removeprefix(MARK))

    def serve(self, *, workers: int = 1, port: int = 0, application: str = "config.wsgi:application") -> str:
        """Start the server, on a port that is free or on *port* again, and give its address once it answers."""
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            self.port = port or held.getsockname()[1]
        self._start(
            "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port), "--workers",
            str(workers), "--blocking-threads", "4", "--no-ws", "--log-level", "warning", application,
        )  # fmt: skip
        address, until = f"http://127.0.0.1:{self.port}", time.monotonic() + PATIENCE
        while True:
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=5)
                return address
            except OSError:
                assert time.monotonic() < until, "the server did not start"
                time.sleep(0.1)

    def work(self) -> None:
        """Start the worker."""
        self._start("manage.py", "worker", "--verbosity=0")

    def _start(self, *words: str) -> None:
        limit = resource.getrlimit(resource.RLIMIT_FSIZE)
        if self.largest_file:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.largest_file, limit[1]))
        try:
            with (self.var / "log").open("ab") as log:
                started = subprocess.Popen(
                    [sys.executable, *words], env=self.environment, cwd=ROOT, stdout=log, stderr=log,
                    start_new_session=True,
                )  # fmt: skip
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        self.running.append(started)

    def kill(self) -> None:
        """``kill -9`` of everything that runs, children too."""
        for process in self.running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENCE)
        self.running.clear()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the invented country, from which the others are copied; made once for all who test side by side."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "prepared"
    with _alone(folder):
        made = folder / "made.json"
        held = json.loads(made.read_text()) if made.exists() else {"url": _prepare(folder / "var").url, "users": 0}
        made.write_text(json.dumps({**held, "users": held["users"] + 1}))
        site = Site(folder / "var", held["url"])
    yield site
    with _alone(folder):
        held = json.loads(made.read_text())
        made.write_text(json.dumps({**held, "users": held["users"] - 1}))
        if held["users"] == 1:
            drop(site.url)
            shutil.rmtree(folder)


def _prepare(var: Path) -> Site:
    var.mkdir(parents=True)
    site = Site(var, _new_database("prepared"))
    site.manage("migrate", "--verbosity=0")
    site.manage("createcachetable")
    site.manage("pack", "load", ROOT / "packs" / "example", "--quiet")
    site.manage("collectstatic", "--noinput", "--verbosity=0")
    return site


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """While others that test side by side wait."""
    with folder.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture
def site(prepared: Site, tmp_path: Path) -> Iterator[Site]:
    """A copy of the prepared site."""
    made = another(prepared, tmp_path / "site")
    yield made
    made.kill()
    drop(made.url)


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[Site]:
    """A site whose database has no table."""
    (tmp_path / "empty").mkdir()
    made = Site(tmp_path / "empty", _new_database("empty"))
    yield made
    drop(made.url)


def another(prepared: Site, var: Path) -> Site:
    """A copy of *prepared* in the folder *var*."""
    shutil.copytree(prepared.var, var)
    return Site(var, _new_database("copy", template=prepared.url))


# On PostgreSQL each site has a database of its own, on the server that the tests were given.


def _new_database(name: str, template: str = "") -> str:
    given = os.environ.get("DATABASE_URL", "")
    if not given:
        return ""
    fresh = f"twiza_{name}_{os.getpid()}_{time.monotonic_ns()}"
    copied = f" TEMPLATE {dj_database_url.parse(template)['NAME']}" if template else ""
    _ask(given, f"CREATE DATABASE {fresh}{copied}")
    return given.rpartition("/")[0] + f"/{fresh}"


def drop(url: str) -> None:
    if url:
        _ask(os.environ["DATABASE_URL"], f"DROP DATABASE IF EXISTS {dj_database_url.parse(url)['NAME']} WITH (FORCE)")


def _ask(url: str, sql: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as asked:
        asked.execute(sql.encode())
