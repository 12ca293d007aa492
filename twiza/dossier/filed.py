"""What was handed in, kept as it was: the dataset without what is sealed, the papers, the verdicts, the signatures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from twiza.dossier import law as laws
from twiza.dossier.dataset import dataset, plain
from twiza.dossier.models import Dossier, Filing, LawVersion
from twiza.dossier.queries import sheets
from twiza.dossier.wording import name_of


def content_of(dossier: Dossier) -> dict[str, Any]:
    """Everything that a filing keeps, as JSON."""
    return {
        "dataset": plain(dataset(dossier)),
        "law": dossier.law.digest,
        "papers": [
            {
                "kind": one.paper.kind,
                "code": one.paper.code,
                "version": one.paper.version,
                "hash": one.paper.data_hash,
                "title": one.paper.title,
                "signatures": [
                    {"id": str(row.public_id), "founder": row.founder.name, "how": row.how, "at": row.at.isoformat()}
                    for row in one.signatures.values()
                ],
            }
            for one in sheets(dossier)
        ],
        "verdicts": [
            {"rule": one.rule, "outcome": one.outcome, "article": one.article, "confirmed": one.confirmed}
            for one in laws.verdicts(dossier)
        ],
    }


def codes(filing: Filing) -> list[str]:
    """Codes of the papers that were handed in."""
    return [one["code"] for one in filing.content.get("papers", [])]


def law_of(filing: Filing) -> laws.Law:
    """The law under which it was handed in, whatever the dossier has adopted since."""
    digest = filing.content.get("law")
    if digest == filing.dossier.law.digest:
        return laws.law_of(filing.dossier)
    then = LawVersion.objects.filter(digest=digest).first()
    return laws.Law.of(then) if then else laws.law_of(filing.dossier)


FIXED = frozenset({"name", "name_latin", "place", "share_value", "shares", "capital", "things", "founders",
                   "assembly", "board"})  # fmt: skip
"""What every filing says, besides the answers of its interview and its papers."""


def fields(filing: Filing) -> set[str]:
    """What a defect can be tied to: what was handed in, and its papers."""
    answers = filing.content.get("dataset", {}).get("answers", {})
    return {*FIXED, *answers, *(f"paper:{one['kind']}" for one in filing.content.get("papers", []))}


def nameable(filing: Filing) -> list[tuple[str, str]]:
    """What a defect can be tied to, each with its name, in the order of the names."""
    law = law_of(filing)
    return sorted(((field, name_of(field, law)) for field in fields(filing)), key=lambda pair: pair[1])


@dataclass(frozen=True)
class Difference:
    """One place where two filings differ: path into the dataset, what stood there, what stands there now."""

    path: str
    before: Any
    after: Any

    @property
    def field(self) -> str:
        """The field of the dataset."""
        return self.path.partition(".")[0]


def differences(before: Filing, after: Filing) -> list[Difference]:
    """Where the later filing says something else than the earlier one."""
    old = dict(_leaves(before.content.get("dataset", {})))
    new = dict(_leaves(after.content.get("dataset", {})))
    paths = list(dict.fromkeys([*old, *new]))
    return [Difference(path, old.get(path), new.get(path)) for path in paths if old.get(path) != new.get(path)]


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, held in value.items():
            yield from _leaves(held, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for place, held in enumerate(value, start=1):
            yield from _leaves(held, f"{path}.{place}")
    else:
        yield path, value
