"""Simulated members of groups: each opens a form with her own session, types, saves, and reads what came of it.

A member speaks plain HTTP over one open connection, as a browser does. What the site confirmed is written into a
ledger; at the end the ledger is compared with the database.
"""

from __future__ import annotations

import asyncio
import html
import itertools
import random
import re
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

_INPUT = re.compile(r"<input\b[^>]*>")
_NAME, _VALUE = re.compile(r'\bname="([^"]*)"'), re.compile(r'\bvalue="([^"]*)"')
_PRICE = re.compile(r'\bname="(products\.[^".]+\.price)"')
LOCKED = "database is locked"
fresh = itertools.count(5000)
"""Each value that is saved is new, and none that a form begins with, so that each save is a write."""


@dataclass(frozen=True)
class Group:
    """What a bench knows of a group: where its things are, and the sessions of its two members."""

    base: str
    plan: str
    founders: list[str]
    notes: list[str]
    tasks: list[str]
    sessions: list[str]


@dataclass(frozen=True)
class Answer:
    """Status, text and the address that it leads to."""

    status: int
    text: str
    to: str = ""

    def field(self, name: str) -> str:
        """The value of the first hidden field of this name."""
        for one in _INPUT.findall(self.text):
            if (found := _NAME.search(one)) and found[1] == name:
                value = _VALUE.search(one)
                return html.unescape(value[1]) if value else ""
        return ""


@dataclass
class Ledger:
    """What was measured, and what the site confirmed: by thing, the version that was seen and the value written."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    added: set[str] = field(default_factory=set)
    written: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    overwritten: list[str] = field(default_factory=list)
    clashes: Counter[str] = field(default_factory=Counter)
    shown: int = 0
    """Conflicts in which both texts were shown to the person."""

    def confirm(self, thing: str, seen: int, value: str) -> None:
        """The site said that *value* is saved over version *seen*; said twice of one version, one was overwritten."""
        if seen in self.written[thing]:
            self.overwritten.append(f"{thing}, version {seen}")
        self.written[thing][seen] = value


class Member:
    """One person with her session on one connection."""

    def __init__(self, port: int, session: str, ledger: Ledger) -> None:
        self.port, self.session, self.ledger = port, session, ledger
        self.token = ""
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, form: Mapping[str, str] | None = None) -> Answer:
        """One request; its time and status are noted."""
        if self._line is None:
            self._line = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._line
        cookies = f"sessionid={self.session}" + (f"; csrftoken={self.token}" if self.token else "")
        body = urlencode(form).encode() if form is not None else b""
        typed = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        head = (
            f"{'GET' if form is None else 'POST'} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Cookie: {cookies}\r\nAccept-Encoding: gzip\r\n{typed if form is not None else ''}\r\n"
        )
        started = time.perf_counter()
        writer.write(head.encode() + body)
        answer = await self._answer(reader)
        self.ledger.times.append(time.perf_counter() - started)
        self.ledger.statuses[answer.status] += 1
        if answer.status >= 500 or LOCKED in answer.text:
            self.ledger.errors.append(f"{answer.status} {path}")
        return answer

    async def _answer(self, reader: asyncio.StreamReader) -> Answer:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status = int(head.split(" ", 2)[1])
        headers: dict[str, str] = {}
        for line in head.split("\r\n")[1:]:
            name, _colon, value = (part.strip() for part in line.partition(":"))
            headers[name.lower()] = value
            if name.lower() == "set-cookie" and (found := re.match(r"csrftoken=([^;]+)", value)):
                self.token = found[1]
        content = await reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("content-encoding") == "gzip":
            content = zlib.decompress(content, 31)
        return Answer(status, content.decode(errors="replace"), headers.get("location", ""))

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line[1].close()


@dataclass(frozen=True)
class Edit:
    """A form with a version: where it is, the thing in the ledger, and the field that is typed into."""

    address: str
    thing: str
    name: str
    numeric: bool = False

    def value(self) -> str:
        """Something that was never typed before."""
        return str(next(fresh)) if self.numeric else f"كلام {next(fresh)}"


def edits(group: Group) -> list[Edit]:
    """What members of *group* edit: founders' shares, a share's value, notes, tasks, answers of the plan."""
    shares = [Edit(f"{group.base}founders/{one}/shares/", f"founder {one}", "shares", True) for one in group.founders]
    notes = [Edit(f"{group.base}notes/{one}/", f"note {one}", "text") for one in group.notes]
    tasks = [Edit(f"{group.base}tasks/{one}/", f"task {one}", "text") for one in group.tasks]
    value = Edit(f"{group.base}money/share/", f"project {group.base}", "share_value", True)
    plan = Edit(f"{group.base}plan/{group.plan}/questions/products/", f"plan {group.plan}", "", True)
    return [*shares, *notes, *tasks, value, plan, plan]


async def opened(member: Member, edit: Edit) -> Answer:
    """The form as it is now."""
    return await member.ask(edit.address)


async def saved(member: Member, edit: Edit, page: Answer) -> bool:
    """Type something new and save it. Whether it was confirmed; otherwise the conflict was shown, or it is an error."""
    value = edit.value()
    name = edit.name or (found[1] if (found := _PRICE.search(page.text)) else "")
    seen = page.field("version")
    form = {"csrfmiddlewaretoken": page.field("csrfmiddlewaretoken"), "version": seen, name: value}
    for other in ("once", "seen"):
        if held := page.field(other):
            form[other] = held
    answer = await member.ask(edit.address, form)
    if answer.status == 302:
        member.ledger.confirm(edit.thing, int(seen), value)
        await member.ask(answer.to)
        return True
    if answer.status == 409:
        member.ledger.shown += value in answer.text
    else:
        member.ledger.errors.append(f"{answer.status} on saving {edit.address}")
    return False


async def added(member: Member, group: Group) -> None:
    """A new note or task."""
    room = random.choice(("notes", "tasks"))  # nosec B311: chooses pages, not secrets
    page = await member.ask(f"{group.base}{room}/")
    text = f"{room} {next(fresh)}"
    token = page.field("csrfmiddlewaretoken")
    form = {"csrfmiddlewaretoken": token, "once": page.field("once"), "text": text}
    answer = await member.ask(f"{group.base}{room}/", form)
    if answer.status == 302:
        member.ledger.added.add(text)
        await member.ask(answer.to)
    else:
        member.ledger.errors.append(f"{answer.status} on adding to {room}")


async def clash(members: tuple[Member, Member], edit: Edit) -> None:
    """Both open the same form, then both save at once: one is confirmed, the other sees both texts."""
    first, second = members
    pages = await asyncio.gather(opened(first, edit), opened(second, edit))
    if pages[0].field("version") != pages[1].field("version"):
        return
    before = first.ledger.shown
    done = sorted(await asyncio.gather(saved(first, edit, pages[0]), saved(second, edit, pages[1])))
    visible = first.ledger.shown > before or not edit.name
    told = {(False, True): "one saved, one shown the conflict", (True, True): "BOTH SAVED"}
    first.ledger.clashes[told.get((done[0], done[1]), "NEITHER SAVED") if visible else "NOT SHOWN"] += 1


async def group_at_work(port: int, group: Group, ledger: Ledger, *, until: float, pause: float, seed: int) -> None:
    """Both members of a group work side by side until the time is over; every fifth time on the same thing."""
    chance = random.Random(seed)  # nosec B311: chooses pages, not secrets
    members = (Member(port, group.sessions[0], ledger), Member(port, group.sessions[1], ledger))
    things = edits(group)
    await asyncio.sleep(chance.uniform(0, pause))
    while time.perf_counter() < until:
        if chance.random() < 0.2:
            await clash(members, chance.choice(things))
        else:
            await asyncio.gather(*(_one_thing(member, group, things, chance, pause) for member in members))
        await asyncio.sleep(chance.uniform(0.5, 1.5) * pause)
    for member in members:
        member.close()


async def _one_thing(member: Member, group: Group, things: list[Edit], chance: random.Random, pause: float) -> None:
    """Something new, or an edit with the time that typing takes; after a conflict, once more from the newest."""
    await asyncio.sleep(chance.uniform(0, pause))
    if chance.random() < 0.3:
        return await added(member, group)
    edit = chance.choice(things)
    page = await opened(member, edit)
    await asyncio.sleep(chance.uniform(0, pause))
    if not await saved(member, edit, page):
        await saved(member, edit, await opened(member, edit))
    return None


async def everybody(port: int, groups: list[Group], *, seconds: float, pause: float) -> tuple[Ledger, float]:
    """All groups at once; the ledger and how long it took."""
    ledger, started = Ledger(), time.perf_counter()
    until = started + seconds
    await asyncio.gather(
        *(
            group_at_work(port, group, ledger, until=until, pause=pause, seed=number)
            for number, group in enumerate(groups)
        )
    )
    return ledger, time.perf_counter() - started
