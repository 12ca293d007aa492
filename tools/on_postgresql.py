"""Runs a command with a PostgreSQL of its own, made for it and gone after it.

``python -m tools.on_postgresql COMMAND …`` finds any installed version, makes a cluster in a
temporary folder as an unprivileged user, lets it listen on a free port of the loopback with a
password of its own, sets ``DATABASE_URL``, runs the command and gives back its exit code.
69 (EX_UNAVAILABLE) where no PostgreSQL is installed.
"""

from __future__ import annotations

import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

UNAVAILABLE = 69
PATIENCE = 30
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=50", "logging_collector=off")


def programs() -> Path | None:
    """The folder of the newest PostgreSQL's programs, or nothing."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0))
    for asked in (["pg_config", "--bindir"],):
        if shutil.which(asked[0]):
            folder = Path(subprocess.run(asked, text=True, capture_output=True, check=True).stdout.strip())
            if (folder / "initdb").exists():
                return folder
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def unprivileged() -> pwd.struct_passwd | None:
    """Whom the server runs as when we are root, since it refuses to be root; else nothing."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("PostgreSQL does not run as root, and there is neither a user postgres nor nobody.")


def free_port() -> int:
    """A port of the loopback that nobody listens on now."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@contextmanager
def cluster(bin_folder: Path) -> Iterator[str]:
    """A running server; gives its ``DATABASE_URL``. Afterwards it is stopped and its folder is gone."""
    folder = Path(tempfile.mkdtemp(prefix="twiza-postgresql-"))
    somebody = unprivileged()
    as_somebody: dict[str, Any] = (
        {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []} if somebody else {}
    )
    password, port = secrets.token_hex(16), free_port()
    (folder / "password").write_text(password)
    if somebody:
        for path in (folder, folder / "password"):
            os.chown(path, somebody.pw_uid, somebody.pw_gid)
    server = None
    try:
        _make(bin_folder, folder, as_somebody)
        settings = [part for setting in FAST for part in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [
                    bin_folder / "postgres", "-D", folder / "data", "-h", "127.0.0.1", "-p", str(port),
                    "-k", folder, *settings,
                ],
                cwd=folder, stdout=log, stderr=log, start_new_session=True, **as_somebody,
            )  # fmt: skip
        _wait(bin_folder, port, server, folder / "log")
        subprocess.run(
            [bin_folder / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "twiza", "twiza"],
            check=True, env={**os.environ, "PGPASSWORD": password},
        )  # fmt: skip
        yield f"postgresql://twiza:{password}@127.0.0.1:{port}/twiza"
    finally:
        if server and server.poll() is None:
            server.send_signal(signal.SIGINT)  # "fast": open sessions are ended
            try:
                server.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _make(bin_folder: Path, folder: Path, as_somebody: dict[str, Any]) -> None:
    subprocess.run(
        [
            bin_folder / "initdb", "--pgdata", folder / "data", "--username", "twiza", "--encoding", "UTF8",
            "--locale", "C", "--auth", "scram-sha-256", "--pwfile", folder / "password", "--no-sync",
        ],
        cwd=folder, check=True, stdout=subprocess.DEVNULL, **as_somebody,
    )  # fmt: skip


def _wait(bin_folder: Path, port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    ready = [bin_folder / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(ready, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.1)


def main(command: list[str]) -> int:
    """Run *command* on a cluster of its own."""
    bin_folder = programs()
    if bin_folder is None:
        print("no PostgreSQL is installed here", file=sys.stderr)
        return UNAVAILABLE
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the cluster is taken down, too
    with cluster(bin_folder) as url:
        return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
