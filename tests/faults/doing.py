"""People at work on a site that is killed: each sends the same form until it is confirmed, and remembers what was."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.faults.visitors import Answer, Broken


@dataclass
class Deeds:
    """What was sent, and what the site confirmed."""

    confirmed: list[str] = field(default_factory=list)
    broken: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass
class Works:
    """Threads that go through their deeds one after the other; a deed whose line broke is sent again later."""

    up: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    deeds: Deeds = field(default_factory=Deeds)
    threads: list[threading.Thread] = field(default_factory=list)
    _doing: dict[int, str] = field(default_factory=dict)

    def doing(self, kind: str) -> bool:
        """Whether somebody waits for the answer to a deed of this kind."""
        return any(name.startswith(kind) for name in list(self._doing.values()))

    def begin(self, deeds: Iterator[tuple[str, Callable[[], Answer]]]) -> None:
        """One more person, whose deeds have names."""
        self.threads.append(threading.Thread(target=self._go_through, args=(deeds,), daemon=True))
        self.threads[-1].start()

    def _go_through(self, deeds: Iterator[tuple[str, Callable[[], Answer]]]) -> None:
        for name, do in deeds:
            while not self.over.is_set():
                if not self.up.wait(0.2):
                    continue
                self._doing[threading.get_ident()] = name
                try:
                    answer = do()
                except Broken:
                    self.deeds.broken += 1
                    self.over.wait(0.05)
                    continue
                finally:
                    self._doing.pop(threading.get_ident())
                if answer.status == 302:
                    self.deeds.confirmed.append(name)
                else:
                    self.deeds.wrong.append(f"{name}: {answer.status}")
                break
            if self.over.is_set():
                return

    def end(self) -> Deeds:
        """Let everybody finish what she is doing."""
        self.over.set()
        for thread in self.threads:
            thread.join(60)
            assert not thread.is_alive()
        return self.deeds
