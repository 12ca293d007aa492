"""What the first load of each public page weighs over the wire, as a browser asks for it.

``python -m bench.weights`` makes an installation with the pack of Morocco and follows each page to
what a browser loads with it: style sheets, scripts, the icon, preloaded letters, and those letters
of the style sheet whose ranges hold a character of the page. Bodies are counted as they are sent
(the page compressed by the server, files as ``collectstatic`` compressed them), headers too. kB
are 1,000 bytes.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from bench.installation import installed, options_of
from bench.table import Row, close

if TYPE_CHECKING:
    from django.test import Client

LANGUAGES = ("ar", "fr", "en")
LIMIT, LIMIT_WITH_LETTERS, LIMIT_MAP = 100_000, 180_000, 60_000
LETTERS = (".woff2", ".woff", ".ttf")
_FACE = re.compile(r"@font-face\s*\{(.*?)\}", re.DOTALL)
_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_RANGE = re.compile(r"U\+([0-9A-F?]+)(?:-([0-9A-F]+))?", re.IGNORECASE)
_MAP = re.compile(r'<svg class="map-sheet".*?</svg>', re.DOTALL)


class Page(HTMLParser):
    """The addresses that a page names for its first load, and the characters of its words."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.characters: set[str] = set()
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Links that load something, scripts and pictures."""
        given = {name: value or "" for name, value in attrs}
        loads = set(given.get("rel", "").split()) & {"stylesheet", "icon", "preload", "manifest"}
        if tag == "link" and loads:
            self.addresses.append(given["href"])
        elif tag in {"script", "img"} and given.get("src"):
            self.addresses.append(given["src"])

    def handle_data(self, data: str) -> None:
        """Words between the tags."""
        self.characters.update(data)


@dataclass
class Visitor:
    """A browser with an empty cache: what it is sent for each address."""

    client: Client
    sheets: dict[str, str] = field(default_factory=dict)

    def fetch(self, address: str) -> tuple[int, str, bytes]:
        """Bytes over the wire, kind of content, and the content itself."""
        answer = self.client.get(address, HTTP_ACCEPT_ENCODING="br, gzip", HTTP_HOST="127.0.0.1")
        if answer.status_code != 200:
            raise SystemExit(f"{address} answers {answer.status_code}")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        head = sum(len(name) + len(value) + 4 for name, value in answer.headers.items()) + 19
        coding = answer.headers.get("Content-Encoding", "")
        if coding == "gzip":
            return len(body) + head, answer.headers["Content-Type"], gzip.decompress(body)
        if coding == "br":
            import brotli

            return len(body) + head, answer.headers["Content-Type"], brotli.decompress(body)
        return len(body) + head, answer.headers["Content-Type"], body

    def first_load(self, address: str) -> tuple[int, int, str]:
        """Bytes without letters, bytes of letters, and the page."""
        weight, _kind, content = self.fetch(address)
        page, letters = Page(content.decode()), 0
        waiting, seen = [urljoin(address, one) for one in page.addresses], set()
        while waiting:
            one = waiting.pop()
            if one in seen or one.startswith("data:"):
                continue
            seen.add(one)
            bytes_sent, kind, body = self.fetch(one)
            if one.endswith(LETTERS):
                letters += bytes_sent
            else:
                weight += bytes_sent
            if kind.startswith("text/css"):
                waiting += [urljoin(one, name) for name in used_by(body.decode(), page.characters)]
        return weight, letters, content.decode()


def used_by(sheet: str, characters: set[str]) -> Iterator[str]:
    """What a style sheet makes a page with these characters load: pictures, and letters in their ranges."""
    for face in _FACE.findall(sheet):
        if any(_covers(face, character) for character in characters):
            yield from _URL.findall(face)
    yield from _URL.findall(_FACE.sub("", sheet))


def _covers(face: str, character: str) -> bool:
    ranges = _RANGE.findall(face.partition("unicode-range")[2].partition(";")[0])
    if not ranges:
        return True
    spans = ((low.replace("?", "0"), high or low.replace("?", "F")) for low, high in ranges)
    return any(int(low, 16) <= ord(character) <= int(high, 16) for low, high in spans)


def public_pages() -> Iterator[tuple[str, list[str]]]:
    """Every kind of public page by name, with addresses below the language; the heaviest counts."""
    from twiza.bank.models import ProjectModel
    from twiza.territories import snapshot

    matrix = snapshot.current()
    communes = [matrix.codes[row] for row in matrix.rows(matrix.finest)[:: len(matrix.rows(matrix.finest)) // 12]]
    above = [matrix.codes[row] for row in matrix.rows(matrix.second_finest)[::17]]
    regions = [matrix.codes[row] for row in matrix.rows(matrix.level_order[1])]
    country = matrix.codes[matrix.rows(matrix.level_order[0])[0]]
    models = list(ProjectModel.objects.current().order_by("key").values_list("key", flat=True))
    yield "first page", [""]
    yield "list of places", ["territories/"]
    yield "results of a search", ["territories/search/?q=sidi"]
    yield "country", [f"territories/{country}/"]
    yield "region", [f"territories/{code}/" for code in regions]
    yield "province", [f"territories/{code}/" for code in above]
    yield "commune", [f"territories/{code}/" for code in communes]
    yield "comparison", ["territories/compare/?" + "&".join(f"t={code}" for code in communes[:4])]
    yield "list of indicators", ["indicators/"]
    yield "indicator", [f"indicators/{key}/" for key in matrix.keys]
    yield "list of project models", ["models/"]
    yield "project model", [f"models/{key}/" for key in models[::5]]
    yield "where a model fits", [f"models/{key}/places/" for key in models[::8]]
    yield "opportunities of a commune", [f"territories/{code}/opportunities/" for code in communes[::3]]
    yield "one opportunity", [f"territories/{communes[0]}/opportunities/{key}/" for key in models[::8]]
    yield "what suits you", ["match/", "match/?text=miel"]
    yield "method", ["method/"]
    yield "need and potential", ["map/need-potential/"]
    yield "data", ["data/"]
    yield "about", ["about/", "accessibility/"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and fail where a promise is broken."""
    parser = argparse.ArgumentParser(prog="bench weights", description=(__doc__ or "").splitlines()[0])
    options_of(parser)
    parser.add_argument("--output", type=Path, help="write the rows as JSON to this file as well")
    options = parser.parse_args(arguments)
    with installed(options.pack, options.var) as installation:
        installation.enter()
        from django.test import Client

        visitor, rows, maps = Visitor(Client()), [], []
        for name, addresses in public_pages():
            found = [visitor.first_load(f"/{language}/{one}") for language in LANGUAGES for one in addresses]
            weight, _letters, _page = max(found, key=lambda one: one[0])
            whole = max(one[0] + one[1] for one in found)
            told = f"{weight / 1000:.1f} kB, with letters {whole / 1000:.1f} kB"
            kept = weight <= LIMIT and whole <= LIMIT_WITH_LETTERS
            rows.append(Row(f"{name}, the heaviest of {len(found)}", told, "≤ 100 kB, with letters ≤ 180 kB", kept))
            if name in {"indicator", "project model", "need and potential"}:
                sheets = [len(gzip.compress(sheet.encode())) for one in found for sheet in _MAP.findall(one[2])]
                maps.append(Row(f"map of all communes, {name}", f"{max(sheets) / 1000:.1f} kB", "< 60 kB",
                                max(sheets) < LIMIT_MAP))  # fmt: skip
    return close("first load", [*rows, *maps], options.output)


if __name__ == "__main__":
    raise SystemExit(main())
