"""How much memory a worker holds after hundreds of pages, and after it was asked for meaning.

``python -m bench.memory`` makes an installation with the pack of Morocco, starts one worker of the
real server and asks it for pages of every kind in all languages, then for a match of free text,
which is what loads the encoder. The resident memory of the worker is read from the kernel; pages of
the database file that it has mapped are part of it, and shared with other workers. Linux only.
"""

from __future__ import annotations

import argparse
import urllib.parse
import urllib.request
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from bench import serving
from bench.installation import Installation, installed, options_of
from bench.table import Row, close

LIMIT_MB = 300
TEXT = "نحن ست نساء، نعرف الخياطة والطرز، وعندنا ثلاث آلات"
ENCODER_FILE = "/encoder-"
"""Mapped by a process that has loaded the encoder."""


def addresses(installation: Installation, count: int) -> list[str]:
    """*count* addresses of pages of every kind, spread over the country; the same each time."""
    installation.enter()
    from twiza.bank.models import ProjectModel
    from twiza.territories import snapshot

    matrix = snapshot.current()
    communes = [matrix.codes[row] for row in matrix.rows(matrix.finest)]
    places = [communes[7 * n % len(communes)] for n in range(count)]
    models = list(ProjectModel.objects.current().order_by("key").values_list("key", flat=True))
    kinds = (
        lambda n: f"territories/{places[n]}/",
        lambda n: f"territories/{places[n]}/opportunities/",
        lambda n: f"models/{models[n % len(models)]}/",
        lambda n: f"territories/{places[n]}/opportunities/{models[n % len(models)]}/",
        lambda n: f"models/{models[n % len(models)]}/places/",
        lambda n: f"indicators/{matrix.keys[n % len(matrix.keys)]}/",
        lambda n: f"territories/{matrix.codes[matrix.index[places[n]]].rsplit('.', 2)[0]}/",
        lambda n: f"territories/search/?q={urllib.parse.quote(matrix.names[n]['ar'])}",
        lambda n: "map/need-potential/" if n % 2 else "models/",
        lambda n: "",
    )
    languages = islice(cycle(("ar", "fr", "en")), count)
    return [f"/{language}/{kinds[n % len(kinds)](n)}" for n, language in enumerate(languages)]


def resident(process: int) -> dict[str, float]:
    """Resident memory of a process in MB (1,000,000 bytes): all of it, and its part that is mapped from files."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    held = {name: float(rest.split()[0]) * 1.024e-3 for name, _colon, rest in (line.partition(":") for line in lines)
            if name in {"VmRSS", "RssFile"}}  # fmt: skip
    return {"all": held["VmRSS"], "mapped": held["RssFile"]}


def has_encoder(process: int) -> bool:
    """Whether a process has loaded the encoder."""
    return ENCODER_FILE in Path(f"/proc/{process}/maps").read_text()


def largest_child(process: int) -> int:
    """The worker: of all processes below the server, the one that holds most."""
    waiting, below = [process], []
    while waiting:
        tasks = Path(f"/proc/{waiting.pop()}/task")
        found = [int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()]
        waiting += found
        below += found
    return max(below or [process], key=lambda one: resident(one)["all"])


def ask(port: int, address: str) -> None:
    """One page, read to its end; anything but 200 ends the measurement."""
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{address}", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        answer.read()


def row(what: str, held: dict[str, float], *, promised: bool = True) -> Row:
    """One line of the table."""
    told = f"{held['all']:.0f} MB ({held['mapped']:.0f} of it mapped from files)"
    return Row(what, told, f"< {LIMIT_MB} MB", held["all"] < LIMIT_MB) if promised else Row(what, told)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and fail where a promise is broken."""
    parser = argparse.ArgumentParser(prog="bench memory", description=(__doc__ or "").splitlines()[0])
    options_of(parser)
    parser.add_argument("--pages", type=int, default=300, help="pages asked for (300)")
    parser.add_argument("--output", type=Path, help="write the rows as JSON to this file as well")
    options = parser.parse_args(arguments)
    with installed(options.pack, options.var) as installation:
        asked = addresses(installation, options.pages)
        with serving.process(installation, workers=1) as (server, port):
            worker = largest_child(server.pid)
            rows = [row("a worker that has just started", resident(worker), promised=False)]
            for address in asked:
                ask(port, address)
            after_pages, early = resident(worker), has_encoder(worker)
            rows.append(row(f"after {options.pages} pages of every kind", after_pages))
            ask(port, f"/ar/match/?{urllib.parse.urlencode({'text': TEXT})}")
            after_match, late = resident(worker), has_encoder(worker)
            rows.append(row("after free text was matched by meaning", after_match))
            for address in asked:
                ask(port, address)
            rows.append(row(f"after {options.pages} pages more", resident(worker)))
    told = "before any page of matching" if early else "when asked for" if late else "never"
    rows.append(Row("the encoder is loaded", told, "when asked for", late and not early))
    return close("memory of a worker", rows, options.output)


if __name__ == "__main__":
    raise SystemExit(main())
