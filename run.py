#!/usr/bin/env python3
"""The daily verbs of the project, from a bare machine on: up, test, lint, bench, manage.

Only the standard library is used here, since nothing else is installed yet. The first
call makes ``.venv`` beside this file and installs the pinned, hashed requirements.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("TWIZA_VENV", ROOT / ".venv"))
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)


class Failure(Exception):
    """Something the person at the terminal can mend; the message says how."""


def say(message: str) -> None:
    """One line of progress, at once."""
    print(
        f"۞ {message}" if (sys.stdout.encoding or "").lower().startswith("utf") else f"* {message}",
        flush=True,
    )


def run(*command: str | Path, **options: object) -> int:
    """Run *command* in the project's folder and give back its exit code."""
    return subprocess.call([str(part) for part in command], cwd=ROOT, **options)  # type: ignore[arg-type]


def must(*command: str | Path, failing: str) -> None:
    """Run *command*; Failure with *failing* if it does not succeed."""
    if run(*command) != 0:
        raise Failure(failing)


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
    must(
        sys.executable,
        "-m",
        "venv",
        VENV,
        failing="Could not make the virtual environment; is the disk full?",
    )


def install(kind: str) -> None:
    """Install requirements/*kind*.txt once; again only when that file has changed."""
    if sys.version_info < OLDEST:
        raise Failure(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.")
    if not PYTHON.exists():
        make_venv()
    wanted = ROOT / "requirements" / f"{kind}.txt"
    digest = hashlib.sha256(wanted.read_bytes()).hexdigest()
    stamp = VENV / f".{kind}.sha256"
    if stamp.exists() and stamp.read_text() == digest:
        return
    say(f"installing {sum(line[0].isalnum() for line in wanted.read_text().splitlines() if line)} packages")
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    must(
        *pip,
        "--require-hashes",
        "--only-binary",
        ":all:",
        "-r",
        wanted,
        failing="Some packages could not be installed. Is there a network, and room on the disk? Then run this again.",
    )
    for other in VENV.glob(".*.sha256"):
        other.unlink()
    stamp.write_text(digest)
    if kind == "dev":  # the development set holds the base one
        base = (ROOT / "requirements" / "base.txt").read_bytes()
        (VENV / ".base.sha256").write_text(hashlib.sha256(base).hexdigest())


def manage(*arguments: str, failing: str) -> None:
    """A Django command that has to succeed."""
    must(PYTHON, "manage.py", *arguments, failing=failing)


def up(options: argparse.Namespace) -> int:
    """Install, prepare the database, load the country, serve until Ctrl-C."""
    started = time.monotonic()
    install("base")
    say("preparing the database")
    manage("migrate", "--verbosity=0", failing="The database could not be prepared; see the message above.")
    if not options.no_load:
        manage("pack", "load", options.pack, failing="The country pack was refused; nothing was changed.")
    manage("collectstatic", "--noinput", "--verbosity=0", failing="The style sheets could not be gathered.")
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    say(f"ready in {time.monotonic() - started:.0f} s: http://{host}:{port}/   (Ctrl-C stops it)")
    server = subprocess.Popen(
        [
            str(PYTHON), "-m", "granian", "--interface", "wsgi", "--host", host, "--port", port,
            "--workers", str(options.workers), "--blocking-threads", "4", "--workers-kill-timeout", "10",
            "--no-ws", "--log-level", "warning", "config.wsgi:application",
        ],
        cwd=ROOT,
    )  # fmt: skip

    def stop(*_: object) -> None:
        server.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    code = server.wait()
    say("stopped")
    return 0 if code in {0, -signal.SIGTERM, -signal.SIGINT} else code


def test(options: argparse.Namespace) -> int:
    """Install what tests need and run all of them, the checks of the structure included."""
    install("dev")
    code = run(PYTHON, "-m", "pytest", *options.rest)
    return code if options.rest else (code or lint(options))


def lint(_: argparse.Namespace) -> int:
    """Style, types, walls, templates, security: every check that needs no database."""
    install("dev")
    checks: list[list[str]] = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["lint-imports", "--no-cache"],
        ["djlint", "--check", "--lint", "--quiet", "twiza"],
        ["bandit", "-q", "-r", "twiza", "config", "-c", "pyproject.toml"],
    ]
    failed = []
    for check in checks:
        say(" ".join(check))
        if run(VENV / "bin" / check[0], *check[1:]) != 0:
            failed.append(check[0])
    if failed:
        say(f"to mend: {', '.join(failed)}")
    return 1 if failed else 0


def bench(options: argparse.Namespace) -> int:
    """Measure speed and size; bench/README.md says what each table means."""
    install("dev")
    return run(PYTHON, "-m", "bench", *options.rest)


def django(options: argparse.Namespace) -> int:
    """Any command of Django or of the project, e.g. `manage pack check packs/ma`."""
    install("base")
    return run(PYTHON, "manage.py", *options.rest)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="run.py", description=__doc__.splitlines()[0] if __doc__ else None)
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, action, passes_on in (
        ("up", up, False), ("test", test, True), ("lint", lint, False), ("bench", bench, True), ("manage", django, True),
    ):  # fmt: skip
        summary = (action.__doc__ or "").splitlines()[0]
        verb = verbs.add_parser(name, help=summary, description=summary)
        verb.set_defaults(action=action)
        if passes_on:
            verb.add_argument("rest", nargs=argparse.REMAINDER, help="passed on as it is")
        if name == "up":
            verb.add_argument("--pack", default=os.environ.get("TWIZA_PACK", "packs/ma"), help="folder of the country")
            verb.add_argument("--no-load", action="store_true", help="do not load the country again")
            verb.add_argument("--workers", type=int, default=2, help="server processes (2)")
            verb.epilog = "HOST and PORT in the environment choose the address (127.0.0.1:8000)."
    return top


def main(arguments: list[str]) -> int:
    """Carry out one verb; a Failure is told in plain words."""
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
