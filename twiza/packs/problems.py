"""What is wrong with a pack, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning"]

MOST = 5000
"""Problems kept; beyond this they are only counted, so that a hostile pack cannot fill the memory."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: where, what, and what to do about it. An error refuses the pack."""

    file: str
    line: int | None
    key: str
    problem: str
    remedy: str
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        about = f" [{self.key}]" if self.key else ""
        return f"{place}{about} {self.problem}. {self.remedy}"

    def as_json(self) -> dict[str, Any]:
        """For machines: every field by name."""
        return asdict(self)


@dataclass
class Report:
    """All problems of a pack, in the order of its files and lines."""

    found: list[Problem] = field(default_factory=list)
    left_out: int = 0
    left_out_errors: int = 0

    def error(self, file: str, line: int | None, key: str, problem: str, remedy: str) -> None:
        """Record something that refuses the pack."""
        self._add(Problem(file, line, key, problem, remedy))

    def warning(self, file: str, line: int | None, key: str, problem: str, remedy: str) -> None:
        """Record something that should be mended but does not refuse the pack."""
        self._add(Problem(file, line, key, problem, remedy, "warning"))

    def _add(self, problem: Problem) -> None:
        if self.full:
            self.left_out += 1
            self.left_out_errors += problem.severity == "error"
        else:
            self.found.append(problem)

    @property
    def full(self) -> bool:
        """Whether further problems are only counted, so that no effort is worth while to word them."""
        return len(self.found) >= MOST

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self if problem.severity == "error"]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self if problem.severity == "warning"]

    @property
    def refused(self) -> bool:
        """Whether anything forbids loading the pack."""
        return self.left_out_errors > 0 or any(problem.severity == "error" for problem in self.found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self.found, key=lambda p: (p.severity, p.file, p.line or 0, p.key)))


class PackError(Exception):
    """A pack could not be read, compared or loaded; the message says why and what to do."""


class PackRefused(PackError):
    """The check found errors; nothing was changed."""

    def __init__(self, report: Report) -> None:
        self.report = report
        count = len(report.errors) + report.left_out_errors
        super().__init__(f"The pack is refused: {count} error{'s' if count != 1 else ''}. Nothing was changed.")
