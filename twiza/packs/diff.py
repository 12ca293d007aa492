"""What a load would change: the pack beside the items in force."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from twiza.packs.check import check_pack
from twiza.packs.content import PARTS, Pack
from twiza.packs.models import Country, Item
from twiza.packs.parts import Changes
from twiza.packs.problems import PackError, PackRefused, Report
from twiza.packs.reader import Progress, no_progress
from twiza.packs.rows import chunks


@dataclass
class Diff:
    """Changes by part, parts without change left out. ``fields`` names what changed in each changed item."""

    pack: Pack
    report: Report
    parts: dict[str, Changes] = field(default_factory=dict)
    fields: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        return {part: changes.counts for part, changes in self.parts.items()}

    def __bool__(self) -> bool:
        return bool(self.parts)


def diff_pack(path: Path | str, progress: Progress = no_progress) -> Diff:
    """Read, check and compare the pack in the folder *path*.

    :raises PackRefused: the check found errors.
    :raises PackError: no such folder, or the database holds another country.
    """
    pack, report = check_pack(path, progress)
    if report.refused:
        raise PackRefused(report)
    return compare(pack, report, progress)


def compare(pack: Pack, report: Report, progress: Progress = no_progress) -> Diff:
    """The differences between a checked pack and the items in force.

    :raises PackError: the database holds another country.
    """
    refuse_other_country(pack)
    found = Diff(pack, report)
    for done, part in enumerate(PARTS, 1):
        progress("comparing", done, len(PARTS))
        in_force = dict(Item.objects.filter(part=part, until__isnull=True).order_by().values_list("key", "digest"))
        items = pack.of(part)
        changes = Changes(
            part=part,
            added={key: item for key, item in items.items() if key not in in_force},
            changed={key: item for key, item in items.items() if in_force.get(key, item.digest) != item.digest},
            removed=tuple(key for key in in_force if key not in items),
            everything=items,
        )
        if changes:
            found.parts[part] = changes
            _name_fields(found, changes)
    return found


def refuse_other_country(pack: Pack) -> None:
    """One database holds one country."""
    country = Country.objects.first()
    if country is not None and pack.identity is not None and country.key != pack.identity.country:
        raise PackError(
            f"This database holds the country '{country.key}', the pack is of '{pack.identity.country}'. "
            "One database holds one country: load the pack into a new database (DATABASE_URL or TWIZA_VAR)."
        )


def _name_fields(found: Diff, changes: Changes) -> None:
    for keys in chunks([*changes.changed]):
        rows = Item.objects.filter(part=changes.part, key__in=keys, until__isnull=True).order_by()
        for key, before in rows.values_list("key", "content"):
            found.fields[changes.part, key] = changed_fields(before, changes.changed[key].content)


def changed_fields(before: Any, after: Any) -> list[str]:
    """Names of the top-level fields that differ; ``content`` where there are no fields to name."""
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return ["content"]
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
