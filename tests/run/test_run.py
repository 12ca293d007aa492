"""The daily verbs, on a copy of the project in a folder with a space in its name, without a network."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

import run as verbs
from tools import on_postgresql

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("twiza", "config", "locale", "requirements", "packs/example", "run.py", "manage.py")
PATIENCE = 120


def environment(**more):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONUTF8": "1", "TWIZA_ENCODER": "0", **more}


def free_port():
    return on_postgresql.free_port()


def answer(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": "localhost"})
    got = connection.getresponse()
    return got.status, got.read().decode()


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project, and a virtual environment that looks installed: ours."""
    folder = tmp_path_factory.mktemp("a folder") / "twiza project"
    for name in NEEDED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    venv = folder / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (venv / "bin" / "python").chmod(0o755)
    digest = hashlib.sha256((folder / "requirements/base.txt").read_bytes()).hexdigest()
    (venv / ".base.sha256").write_text(digest)
    return folder


class Up:
    """``run.py up``, started from another folder."""

    def __init__(self, project, port, *options, **more):
        self.port = port
        self.lines = []
        self.process = subprocess.Popen(
            [sys.executable, project / "run.py", "up", "--pack", "packs/example", "--workers", "1", *options],
            cwd="/", env=environment(PORT=str(port), **more), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip

    def until(self, words):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            line = self.process.stdout.readline()
            if not line:
                break
            self.lines.append(line)
            if words in line:
                return line
        raise AssertionError("".join(self.lines))

    def children(self):
        """Everything that was started by it, as (process id, command line)."""
        found, ask = [], [self.process.pid]
        while ask:
            parent = ask.pop()
            told = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(parent)], text=True, capture_output=True)
            for line in told.stdout.splitlines():
                number, _space, command = line.strip().partition(" ")
                if not command.startswith("ps "):
                    found.append((int(number), command))
                    ask.append(int(number))
        return found

    def stop(self, by):
        self.process.send_signal(by)
        rest, _ = self.process.communicate(timeout=60)
        self.lines.append(rest)
        return self.process.returncode


def alive(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("verb", ["up", "test", "lint", "bench", "manage"])
def test_each_verb_explains_itself(verb):
    told = subprocess.run(
        [sys.executable, ROOT / "run.py", verb, "--help"], cwd="/", env=environment(), text=True, capture_output=True
    )

    assert told.returncode == 0
    assert f"run.py {verb}" in told.stdout
    assert len(told.stdout.splitlines()) > 4


def test_without_a_verb_all_are_named():
    told = subprocess.run([sys.executable, ROOT / "run.py"], env=environment(), text=True, capture_output=True)

    assert told.returncode == 2
    assert "VERB" in told.stderr


def test_up_serves_the_country_is_safe_to_repeat_and_stops_cleanly(project):
    port = free_port()
    first = Up(project, port)
    ready = first.until("ready in")
    assert f"http://127.0.0.1:{port}/" in ready
    assert answer(port, "/readyz") == (200, json.dumps({"status": "ok", "problems": []}))
    assert answer(port, "/ar/")[0] == 200
    running = first.children()
    assert any("granian" in command for _pid, command in running)
    assert any("manage.py worker" in command for _pid, command in running)

    assert first.stop(signal.SIGINT) == 0
    assert "stopped" in first.lines[-1]
    assert [pid for pid, _command in running if alive(pid)] == []

    again = Up(project, port)
    again.until("Nothing changed")
    again.until("ready in")
    running = again.children()
    assert again.stop(signal.SIGTERM) == 0
    assert [pid for pid, _command in running if alive(pid)] == []


def test_an_empty_database_is_told_not_hidden(project, tmp_path):
    port = free_port()
    started = Up(project, port, "--no-load", "--no-worker", TWIZA_VAR=str(tmp_path / "var"))

    assert "no country is loaded" in started.until("not ready")
    status, body = answer(port, "/readyz")
    assert (status, json.loads(body)["problems"]) == (503, ["no country is loaded"])
    assert answer(port, "/healthz")[0] == 200
    assert not any("worker" in command and "manage.py" in command for _pid, command in started.children())
    assert started.stop(signal.SIGTERM) == 0


def test_a_refused_pack_says_so_and_starts_nothing(project, tmp_path):
    (tmp_path / "empty").mkdir()
    started = Up(project, free_port(), "--pack", str(tmp_path / "empty"), TWIZA_VAR=str(tmp_path / "var"))

    started.until("The country pack was refused")
    assert started.process.wait(30) == 1


def test_production_without_a_secret_does_not_start(project, tmp_path):
    started = Up(project, free_port(), TWIZA_PRODUCTION="1", TWIZA_VAR=str(tmp_path / "var"))

    started.until("TWIZA_SECRET is missing or short")
    assert started.process.wait(30) == 1


def up_in(folder, **more):
    return subprocess.run(
        [sys.executable, ROOT / "run.py", "up"], cwd="/", text=True, capture_output=True,
        env=environment(TWIZA_VENV=str(folder / "venv"), TWIZA_VAR=str(folder / "var"), **more),
    )  # fmt: skip


def test_a_taken_port_is_said_before_anything_is_installed(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        told = up_in(tmp_path, PORT=str(port))

    assert told.returncode == 1
    assert f"Port {port} is taken" in told.stderr
    assert f"PORT={port + 1} python3 run.py up" in told.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"PORT": "http"}, "PORT=http is not a port"),
        ({"PORT": "70000"}, "PORT=70000 is not a port"),
        ({"HOST": "203.0.113.1", "PORT": "8999"}, "is not an address of this machine"),
        ({"HOST": "no.such.host.invalid", "PORT": "8999"}, "is not an address of this machine"),
    ],
)
def test_an_address_that_cannot_be_is_said(tmp_path, given, said):
    told = up_in(tmp_path, **given)

    assert told.returncode == 1
    assert said in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_old_python_is_said(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 1))

    with pytest.raises(verbs.Failure, match=r"Python 3\.11 or newer"):
        verbs.install("base")


def test_changed_requirements_are_installed_again(monkeypatch, tmp_path):
    asked = []
    for name, value in (("VENV", tmp_path), ("PYTHON", Path(sys.executable))):
        monkeypatch.setattr(verbs, name, value)
    monkeypatch.setattr(verbs, "must", lambda *command, failing: asked.append(command))

    verbs.install("dev")
    verbs.install("dev")
    verbs.install("base")
    assert len(asked) == 1
    assert "--require-hashes" in asked[0]

    (tmp_path / ".base.sha256").write_text("of another time")
    verbs.install("base")
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("arguments", "rest"),
    [
        (["manage", "pack", "check", "packs/ma", "--json"], ["pack", "check", "packs/ma", "--json"]),
        (["test", "-x", "-k", "median"], ["-x", "-k", "median"]),
        (["bench"], []),
    ],
)
def test_what_follows_a_verb_is_passed_on(monkeypatch, arguments, rest):
    seen = []
    monkeypatch.setitem(verbs.VERBS, arguments[0], lambda options: seen.append(options.rest) or 0)

    assert verbs.main(arguments) == 0
    assert seen == [rest]


def test_a_missing_postgresql_fails_in_ci_and_is_said_elsewhere(monkeypatch, capsys):
    def run(*command, env=None):
        return verbs.NO_POSTGRESQL if "tools.on_postgresql" in command else 0

    monkeypatch.setattr(verbs, "install", lambda kind: None)
    monkeypatch.setattr(verbs, "run", run)
    monkeypatch.delenv("CI", raising=False)
    assert verbs.main(["test"]) == 0
    assert "not run: tests on PostgreSQL" in capsys.readouterr().out

    monkeypatch.setenv("CI", "1")
    assert verbs.main(["test"]) == 1
    assert "to mend: tests on PostgreSQL" in capsys.readouterr().out


def test_both_agree_on_the_code_of_a_missing_postgresql(monkeypatch, capsys):
    monkeypatch.setattr(on_postgresql, "programs", lambda: None)

    assert on_postgresql.main(["true"]) == verbs.NO_POSTGRESQL
