"""The real server on a free port of the loopback, and questions to it over many connections."""

from __future__ import annotations

import asyncio
import random
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from bench.installation import ROOT, Installation

PATIENCE = 60.0


def free_port() -> int:
    """A port of the loopback that nobody listens on now."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@contextmanager
def process(installation: Installation, *, workers: int) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The server as ``run.py up`` starts it, and its port; ended afterwards."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--workers-kill-timeout", "10",
        "--no-ws", "--log-level", "warning", "config.wsgi:application",
    ]  # fmt: skip
    environment = {**installation.environment, "TWIZA_LOG_LEVEL": "INFO"}
    started = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait(port, started)
        yield started, port
    finally:
        started.send_signal(signal.SIGTERM)
        try:
            started.wait(20)
        except subprocess.TimeoutExpired:
            started.kill()


@contextmanager
def server(installation: Installation, *, workers: int) -> Iterator[int]:
    """The port of a running server."""
    with process(installation, workers=workers) as (_process, port):
        yield port


def _wait(port: int, started: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except OSError:
            if started.poll() is not None or time.monotonic() > until:
                raise SystemExit("The server did not start.") from None
            time.sleep(0.1)


@dataclass(frozen=True)
class Load:
    """What came back in a time: answers, those that were not 200, pages a second, milliseconds of one."""

    answered: int
    wrong: int
    rate: float
    median_ms: float
    late_ms: float


def load(port: int, addresses: Sequence[str], *, headers: Mapping[str, str], connections: int, seconds: float) -> Load:
    """Ask for *addresses* in a random order over so many open connections until the time is over."""
    return asyncio.run(_load(port, addresses, headers, connections, seconds))


async def _load(
    port: int, addresses: Sequence[str], headers: Mapping[str, str], connections: int, seconds: float
) -> Load:
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    questions = [
        f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n{head}\r\n".encode()
        for address in addresses
    ]
    started = time.perf_counter()
    until = started + seconds
    visitors = [_visit(port, questions, until, seed) for seed in range(connections)]
    found = [one for visit in await asyncio.gather(*visitors) for one in visit]
    took = time.perf_counter() - started
    times = sorted(1000 * duration for duration, _good in found)
    return Load(
        answered=len(found),
        wrong=sum(not good for _duration, good in found),
        rate=len(found) / took,
        median_ms=statistics.median(times),
        late_ms=times[int(0.95 * (len(times) - 1))],
    )


async def _visit(port: int, questions: Sequence[bytes], until: float, seed: int) -> list[tuple[float, bool]]:
    """One connection: seconds of each answer, and whether it was 200."""
    chance = random.Random(seed)  # chooses pages, not secrets
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    found = []
    while time.perf_counter() < until:
        asked = time.perf_counter()
        writer.write(chance.choice(questions))
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(int(length.partition(b":")[2]))
        found.append((time.perf_counter() - asked, head.split(b" ", 2)[1] == b"200"))
    writer.close()
    return found
