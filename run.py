#!/usr/bin/env python3
"""The daily verbs of the project, from a bare machine on: up, test, lint, bench, manage.

Only the standard library is used here, since nothing else is installed yet. The first
call makes ``.venv`` beside this file and installs the pinned, hashed requirements.
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import http.client
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("TWIZA_VENV", ROOT / ".venv"))
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
PATIENCE = 60
"""Seconds that a server may take to answer."""
GRACE = 15
"""Seconds that what was started may take to stop."""


class Failure(Exception):
    """Something the person at the terminal can mend; the message says how."""


class Stopped(Exception):
    """Ctrl-C, or the system asks us to end."""


def say(message: str) -> None:
    """One line of progress, at once."""
    star = "۞" if (sys.stdout.encoding or "").lower().startswith("utf") else "*"
    print(f"{star} {message}", flush=True)


def run(*command: str | Path, env: Mapping[str, str] | None = None) -> int:
    """Run *command* in the project's folder and give back its exit code."""
    return subprocess.call([str(part) for part in command], cwd=ROOT, env=env)


def must(*command: str | Path, failing: str) -> None:
    """Run *command*; Failure with *failing* if it does not succeed."""
    if run(*command) != 0:
        raise Failure(failing)


# ── installing ────────────────────────────────────────────────────────────────────────────


def make_venv() -> None:
    """Create the virtual environment, with Debian's missing piece where it is missing."""
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
            say(f"installing {package}, which this system keeps apart from Python")
            run("apt-get", "update", "-qq")
            must("apt-get", "install", "-y", "-qq", package, failing=f"Could not install {package}.")
        else:
            raise Failure(f"Python's venv is missing. Install it with:\n  sudo apt-get install {package}")
    say(f"making {VENV.name}")
    must(sys.executable, "-m", "venv", VENV, failing="Could not make the virtual environment; is the disk full?")


def install(kind: str) -> None:
    """Install requirements/*kind*.txt once; again only when that file has changed."""
    if sys.version_info < OLDEST:
        raise Failure(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.")
    wanted = ROOT / "requirements" / f"{kind}.txt"
    digest = hashlib.sha256(wanted.read_bytes()).hexdigest()
    stamp = VENV / f".{kind}.sha256"
    if not PYTHON.exists():
        make_venv()
    if stamp.exists() and stamp.read_text() == digest:
        return
    say(f"installing {sum('==' in line for line in wanted.read_text().splitlines())} packages")
    must(
        PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--require-hashes", "--only-binary", ":all:", "-r", wanted,
        failing="Some packages could not be installed. Is there a network, and room on the disk? Then run this again.",
    )  # fmt: skip
    for other in VENV.glob(".*.sha256"):
        other.unlink()
    stamp.write_text(digest)
    if kind == "dev":  # the development set holds the base one
        base = (ROOT / "requirements" / "base.txt").read_bytes()
        (VENV / ".base.sha256").write_text(hashlib.sha256(base).hexdigest())


# ── up ────────────────────────────────────────────────────────────────────────────────────


def up(options: argparse.Namespace) -> int:
    """Install, prepare the database, load the country, serve until Ctrl-C.

    HOST and PORT in the environment choose the address (127.0.0.1:8000). Safe to repeat: what is
    done already is not done again. A worker for background tasks runs beside the server. Data lie
    in var/ (TWIZA_VAR); docs/operating.md names all variables.
    """
    started = time.monotonic()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _stop)
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        host, port = address()
        must_be_free(host, port)
        prepare(options)
        children["server"] = start(
            "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
            "--workers", str(options.workers), "--blocking-threads", "4", "--workers-kill-timeout", "10",
            "--no-ws", "--log-level", "warning", "config.wsgi:application",
        )  # fmt: skip
        if not options.no_worker:
            children["worker"] = start("manage.py", "worker", "--verbosity=0")
        wait_until_ready(host, port, children["server"])
        say(f"ready in {time.monotonic() - started:.0f} s: http://{shown(host)}:{port}/   (Ctrl-C stops it)")
        return watch(children)
    except Stopped:
        return 0
    finally:
        if children:
            end(children)
            say("stopped")


def _stop(*_: object) -> None:
    """The first signal begins the end; later ones do not disturb it."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    raise Stopped


def prepare(options: argparse.Namespace) -> None:
    """Packages, tables, the country, style sheets."""
    install("base")
    say("preparing the database")
    manage("migrate", "--verbosity=0", failing="The database could not be prepared; see the message above.")
    manage("createcachetable", "--verbosity=0", failing="The table of the shared cache could not be made.")
    if not options.no_load:
        say(f"loading the country from {options.pack}")
        manage("pack", "load", options.pack, "--quiet", failing="The country pack was refused; nothing was changed.")
    if options.demo:
        say("adding invented people, a group on its way and a filed file")
        manage("demo", "load", failing="The examples could not be added; see the message above.")
    say("gathering style sheets")
    manage("collectstatic", "--noinput", "--verbosity=0", failing="The style sheets could not be gathered.")


def manage(*arguments: str, failing: str) -> None:
    """A Django command that has to succeed."""
    must(PYTHON, "manage.py", *arguments, failing=failing)


def address() -> tuple[str, int]:
    """HOST and PORT of the environment. Failure for a port that is none."""
    told = os.environ.get("PORT", "").strip() or "8000"
    if not told.isdigit() or not 0 < int(told) < 65536:
        raise Failure(f"PORT={told} is not a port. Choose a number from 1024 to 65535, such as 8001.")
    return os.environ.get("HOST", "").strip() or "127.0.0.1", int(told)


def must_be_free(host: str, port: int) -> None:
    """Find out before anything is installed whether the address can be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            raise Failure(_why_not_free(host, port, error)) from error


def _why_not_free(host: str, port: int, error: OSError) -> str:
    again = f"  PORT={port + 1 if port < 65535 else 8001} python3 run.py up"
    if error.errno == errno.EADDRINUSE:
        if ask(host, port, "/healthz", seconds=1)[0] == 200:
            return (
                f"It is running already: http://{shown(host)}:{port}/\nFor a second one choose another port:\n{again}"
            )
        return f"Port {port} is taken by another program. Stop that one, or choose another port:\n{again}"
    if error.errno == errno.EACCES:
        return f"Port {port} is kept for the system. Choose one above 1023:\n  PORT=8000 python3 run.py up"
    return f"HOST={host} is not an address of this machine ({error.strerror or error}). 127.0.0.1 always is."


def shown(host: str) -> str:
    """The host as a person types it: a server on all addresses is reached on this machine, too."""
    local = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # nosec B104
    return local.get(host, f"[{host}]" if ":" in host else host)


def ask(host: str, port: int, path: str, *, seconds: float = 5) -> tuple[int, str]:
    """Status and text of a page of our own server; 0 while nothing answers."""
    site = (os.environ.get("TWIZA_HOSTS", "").split(",")[0].strip().lstrip(".*") or "localhost").strip()
    connection = http.client.HTTPConnection(shown(host).strip("[]"), port, timeout=seconds)
    try:
        connection.request("GET", path, headers={"Host": site})
        answer = connection.getresponse()
        return answer.status, answer.read(10_000).decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        connection.close()


def wait_until_ready(host: str, port: int, server: subprocess.Popen[bytes]) -> None:
    """Come back when /readyz answers. Failure if the server ends, or answers that it is not ready."""
    until, status, text = time.monotonic() + PATIENCE, 0, ""
    while time.monotonic() < until:
        if server.poll() is not None:
            raise Failure("The server could not start; see the message above.")
        status, text = ask(host, port, "/readyz")
        if status in {200, 503}:
            break
        time.sleep(0.1)
    if status == 200:
        return
    if status == 503:
        say(f"the server answers, but is not ready: {', '.join(json.loads(text).get('problems', [text]))}")
        return
    raise Failure(f"The server did not answer within {PATIENCE} seconds (last status: {status or 'none'}).")


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """A Python process of its own group: Ctrl-C reaches us alone, and we stop it in order."""
    return subprocess.Popen([str(PYTHON), *arguments], cwd=ROOT, start_new_session=True)


def watch(children: Mapping[str, subprocess.Popen[bytes]]) -> int:
    """Wait for as long as all of *children* run; if one ends by itself, that is a failure."""
    while True:
        for name, child in children.items():
            if (code := child.poll()) is not None:
                say(f"the {name} ended by itself (code {code})")
                return 1
        time.sleep(0.2)


def end(children: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """Stop all of *children*, first kindly, after GRACE seconds with their whole groups."""
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + GRACE
    for child in children.values():
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            if hasattr(os, "killpg"):
                os.killpg(child.pid, signal.SIGKILL)
            else:
                child.kill()
            child.wait()


# ── test, lint, bench, manage ─────────────────────────────────────────────────────────────


def test(options: argparse.Namespace) -> int:
    """Install what tests need, run all of them on both databases, then lint.

    What follows the verb goes to pytest, and then nothing else runs:
      python3 run.py test tests/calc -k median
    Without a PostgreSQL (any version under /usr/lib/postgresql, or pg_config) or a chromium the
    tests that need one are left out, and the end says so; with CI=1 that is a failure.
    """
    install("dev")
    if options.rest:
        return run(PYTHON, "-m", "pytest", *options.rest)
    cores = os.cpu_count() or 1
    # One more than cores: a third of the time a test waits for a browser, a server or a disk.
    parallel = ("-n", str(min(cores + 1, 4))) if cores > 1 else ()
    say("tests on SQLite")
    failed = ["tests on SQLite"] if run(PYTHON, "-m", "pytest", *parallel) != 0 else []
    left_out = []
    say("tests of the database on PostgreSQL")
    code = run(PYTHON, "-m", "tools.on_postgresql", PYTHON, "-m", "pytest", "--only-database", *parallel)
    if code == NO_POSTGRESQL and not os.environ.get("CI"):
        left_out.append("tests on PostgreSQL (none is installed here)")
    elif code != 0:
        failed.append("tests on PostgreSQL")
    if lint(options) != 0:
        failed.append("lint")
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        left_out.append("tests in a browser (no chromium is installed here)")
    for what in left_out:
        say(f"not run: {what}")
    say(f"to mend: {', '.join(failed)}" if failed else "all is well")
    return 1 if failed else 0


NO_POSTGRESQL = 69
"""What tools.on_postgresql ends with where there is none (EX_UNAVAILABLE)."""


def lint(_: argparse.Namespace) -> int:
    """Style, types, walls, templates, security: every check that needs no database."""
    install("dev")
    checks: list[list[str]] = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["lint-imports", "--no-cache"],
        ["djlint", "--lint", "--quiet", "twiza"],  # not its formatter: it moves spaces that readers see
        ["bandit", "-q", "-r", "twiza", "config", "run.py", "-c", "pyproject.toml"],
    ]
    failed = []
    for check in checks:
        say(" ".join(check))
        if run(PYTHON.parent / check[0], *check[1:]) != 0:
            failed.append(check[0])
    if failed:
        say(f"to mend: {', '.join(failed)}")
    return 1 if failed else 0


def bench(options: argparse.Namespace) -> int:
    """Measure speed and size: alone it lists the benches, with a name it runs one.

      python3 run.py bench
      python3 run.py bench scoring
    bench/README.md says what each table means, and keeps the last one.
    """
    install("dev")
    return run(PYTHON, "-m", "bench", *options.rest)


def django(options: argparse.Namespace) -> int:
    """Run any command of Django or of the project.

    python3 run.py manage help
    python3 run.py manage pack check packs/ma
    python3 run.py manage staff add name@example.org --role analyst --territory 07
    """
    install("base")
    return run(PYTHON, "manage.py", *options.rest)


VERBS: dict[str, Callable[[argparse.Namespace], int]] = {
    "up": up, "test": test, "lint": lint, "bench": bench, "manage": django,
}  # fmt: skip
PASSING_ON = {"test", "bench", "manage"}


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="run.py", description=(__doc__ or "").splitlines()[0])
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, action in VERBS.items():
        text = action.__doc__ or ""
        verb = verbs.add_parser(
            name,
            help=text.splitlines()[0],
            description=text.replace("\n    ", "\n").strip(),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        verb.set_defaults(action=action)
        if name in PASSING_ON:
            verb.add_argument("rest", nargs="*", help="passed on as it is")
        if name == "up":
            verb.add_argument("--pack", default=os.environ.get("TWIZA_PACK", "packs/ma"), help="folder of the country")
            verb.add_argument("--no-load", action="store_true", help="do not load the country again")
            verb.add_argument("--no-worker", action="store_true", help="do not start the worker of background tasks")
            verb.add_argument(
                "--demo", action="store_true", help="add invented people and two groups, marked as examples"
            )
            verb.add_argument("--workers", type=int, default=2, help="server processes (2)")
    return top


def main(arguments: Sequence[str]) -> int:
    """Carry out one verb; a Failure is told in plain words."""
    verb, rest = (arguments[0], list(arguments[1:])) if arguments else ("", [])
    if verb in PASSING_ON and rest[:1] not in (["-h"], ["--help"]):
        options = argparse.Namespace(action=VERBS[verb], rest=rest)
    else:
        options = parser().parse_args(arguments)
    try:
        return int(options.action(options))
    except Failure as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
