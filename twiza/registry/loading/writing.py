"""Writing a checked table into the register, all or nothing; and taking it out again, all or nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from twiza.accounts.commands import By, Refused, actor_of
from twiza.accounts.models import Organisation
from twiza.bank.models import Sector
from twiza.papers import commands as papers
from twiza.papers.models import Paper
from twiza.registry import commands, editions, naming
from twiza.registry.loading.commands import AT_ONCE, BATCH, advance, must_be_allowed, note
from twiza.registry.models import Cooperative, Import, ImportLine
from twiza.registry.paper import KIND as EXTRACT
from twiza.registry.paper import SUBJECT, renew_extract
from twiza.registry.search import KIND, entry
from twiza.registry.signals import changed
from twiza.search import commands as search
from twiza.territories.models import Territory

UPDATED = (
    "name_ar", "name_latin", "number", "registered_on", "territory", "sector", "activity", "status", "capital",
    "members_count", "women_count",
)  # fmt: skip
"""What a line can change of a cooperative of the register; an empty cell changes nothing."""
MOST_NAMED = 10


def load_all(*, load: Import, leave_out_wrong: bool, by: By) -> None:
    """Load every line: at once if they are few, else by the worker.

    :raises Refused: *by* may not, it is too late, a line is undecided, or some are wrong and were not left out.
    """
    from twiza.registry.loading.tasks import write_lines

    must_be_allowed(by, load.territory)
    with transaction.atomic():
        held = advance(load, Import.State.LOADING)
        _must_be_decided(held, leave_out_wrong=leave_out_wrong)
        held.progress, held.trouble = 0, ""
        held.save()
        many = held.counts["lines"] > AT_ONCE
        if many:
            language = translation.get_language() or "ar"
            write_lines.enqueue(load_id=held.pk, by=actor_of(by), language=language)
        else:
            write(held, by=actor_of(by))
    load.refresh_from_db()


def _must_be_decided(load: Import, *, leave_out_wrong: bool) -> None:
    wrong = load.lines.filter(wrong=True).count()
    if wrong and not leave_out_wrong:
        raise Refused(
            _("Some lines have something wrong: %(count)s. Mend the file and send it again, or leave these lines out.")
            % {"count": wrong}
        )
    undecided = load.lines.undecided().count()
    if undecided:
        raise Refused(_("Decide first on the lines that may be double: %(count)s are left.") % {"count": undecided})


@transaction.atomic
def write(load: Import, *, by: str) -> None:
    """All lines that are right and not left out.

    :raises Refused: the register changed meanwhile, or somebody took the load back; nothing is written.
    """
    if not Import.objects.select_for_update().filter(pk=load.pk, state=Import.State.LOADING).exists():
        raise Refused(_("Somebody took this load back meanwhile. Nothing was written."))
    lines = list(load.lines.filter(wrong=False).order_by("number"))
    new = [line for line in lines if line.decision in {"", ImportLine.Decision.DIFFERENT}]
    updates = [line for line in lines if line.decision == ImportLine.Decision.UPDATE]
    _numbers_must_be_free(new)
    territories = Territory.objects.in_bulk({line.reading["territory"] for line in lines}, field_name="code")
    sectors = Sector.objects.in_bulk(field_name="key")
    updated = _update(load, updates, territories, sectors, by)
    made = _create(load, new, territories, sectors, by)
    load.state, load.done_at, load.progress = Import.State.DONE, timezone.now(), len(lines)
    load.counts = {
        **load.counts,
        "made": len(made),
        "updated": len(updates),
        "left_out": load.counts["lines"] - len(made) - len(updates),
    }
    load.save()
    after = {"state": str(load.state), **load.counts}
    note(load, "registry.loaded", by, before={"state": str(Import.State.LOADING)}, after=after)
    _index(load, [*made, *updated])
    editions.bump()


def _numbers_must_be_free(new: Sequence[ImportLine]) -> None:
    """:raises Refused: a number is of another cooperative, or of two lines."""
    seen: dict[str, int] = {}
    for line in new:
        number = line.reading["number"]
        if number and (first := seen.setdefault(number, line.number)) != line.number:
            raise Refused(
                _("Lines %(first)s and %(second)s have one number, %(number)s. One of them must be left out.")
                % {"first": first, "second": line.number, "number": number}
            )
    numbers = list(seen)
    for start in range(0, len(numbers), BATCH):
        rows = Cooperative.objects.current().filter(number__in=numbers[start : start + BATCH]).order_by("number")
        if other := rows.first():
            raise Refused(
                _("Line %(line)s: the number %(number)s belongs to “%(name)s” in the register.")
                % {"line": seen[other.number], "number": other.number, "name": other.name}
            )


def _values(reading: dict[str, Any], territories: dict[str, Territory], sectors: dict[str, Sector]) -> dict[str, Any]:
    """What a line says, as the register holds it."""
    day, capital = reading["registered_on"], reading["capital"]
    return {
        **{key: reading[key] for key in UPDATED if key in reading},
        "territory": territories[reading["territory"]],
        "sector": sectors.get(reading["sector"] or ""),
        "registered_on": datetime.date.fromisoformat(day) if day else None,
        "capital": Decimal(capital) if capital else None,
    }


def _create(
    load: Import, lines: Sequence[ImportLine], territories: dict[str, Territory], sectors: dict[str, Sector], by: str
) -> list[Cooperative]:
    """New bodies and cooperatives, a few queries for each batch."""
    told = [(line, _values(line.reading, territories, sectors)) for line in lines]
    kind = Organisation.Kind.COOPERATIVE
    bodies = Organisation.objects.bulk_create(
        [Organisation(kind=kind, name=values["name_ar"], territory=values["territory"]) for _line, values in told],
        batch_size=BATCH,
    )
    return Cooperative.objects.bulk_create(
        [
            Cooperative(
                **values,
                organisation=body,
                name_key=naming.key(values["name_ar"]),
                origin=f"import:{load.public_id}:{line.number}",
                imported_by=load,
                added_by=by,
            )
            for (line, values), body in zip(told, bodies, strict=True)
        ],
        batch_size=BATCH,
    )


def _update(
    load: Import, lines: Sequence[ImportLine], territories: dict[str, Territory], sectors: dict[str, Sector], by: str
) -> list[Cooperative]:
    """Change what lines say otherwise, a few queries for each batch; what was before is kept for undoing."""
    after: list[Cooperative] = []
    for start in range(0, len(lines), BATCH):
        batch = lines[start : start + BATCH]
        refs = [line.twins[0]["ref"] for line in batch]
        rows = Cooperative.objects.current().select_related("territory", "sector", "project_model", "organisation")
        held = {str(row.public_id): row for row in rows.filter(public_id__in=refs).order_by("pk")}
        told = {}
        for line, ref in zip(batch, refs, strict=True):
            if ref not in held:
                raise Refused(
                    _("Line %(line)s: the cooperative to be updated is no longer in the register. Check it again.")
                    % {"line": line.number}
                )
            told[ref] = _differing(line, held[ref], _values(line.reading, territories, sectors))
        save_all([held[ref] for ref in dict.fromkeys(refs)], by=by, action="registry.loaded_over", load=load, told=told)
        for line, ref in zip(batch, refs, strict=True):
            line.cooperative, line.version = held[ref], held[ref].version
        ImportLine.objects.bulk_update(batch, ["cooperative", "before", "version"], batch_size=BATCH)
        after += held.values()
    return after


def _differing(line: ImportLine, held: Cooperative, values: dict[str, Any]) -> dict[str, Any]:
    """Set on *held* what the line says otherwise, and give back what was before and is after."""
    values = {key: value for key, value in values.items() if value not in (None, "")}
    if not text_differs(held, values):
        values.pop("name_ar", None)
    values = {key: value for key, value in values.items() if getattr(held, key) != value}
    line.before = {key: commands.plain(getattr(held, key)) for key in values}
    for key, value in values.items():
        setattr(held, key, value)
    return {"before": line.before, "after": {key: commands.plain(value) for key, value in values.items()}}


def save_all(
    rows: Sequence[Cooperative], *, by: str, action: str, load: Import, told: Mapping[str, dict[str, Any]]
) -> None:
    """Write cooperatives whose values were set, with what hangs on them: body, search, extract, journal, signal."""
    rows = [row for row in rows if told[str(row.public_id)]["after"]]
    numbers = {row.number: row for row in rows if row.number}
    for other in Cooperative.objects.current().filter(number__in=numbers).order_by("pk"):
        if other.pk != numbers[other.number].pk:
            commands.must_be_free(other.number, besides=numbers[other.number])
    for row in rows:
        row.name_key, row.version = naming.key(row.name_ar), row.version + 1
        row.organisation.name, row.organisation.territory = row.name_ar, row.territory
    Cooperative.objects.bulk_update(rows, [*UPDATED, "name_key", "version"], batch_size=100)
    Organisation.objects.bulk_update([row.organisation for row in rows], ["name", "territory"], batch_size=BATCH)
    if rows:
        changes = {key: one for key, one in told.items() if one["after"]}
        before = {key: one["before"] for key, one in changes.items()}
        note(load, action, by, before=before, after={key: one["after"] for key, one in changes.items()})
    keys = [str(row.public_id) for row in rows]
    printed = set(_extracts(keys).values_list("subject_key", flat=True))
    for row in rows:
        if str(row.public_id) in printed:
            renew_extract(cooperative=row, by=by, because=told[str(row.public_id)]["after"])
        fields = frozenset(told[str(row.public_id)]["after"])
        changed.send(Cooperative, cooperative=row, fields=fields, by=by)


def text_differs(held: Cooperative, values: dict[str, Any]) -> bool:
    """Whether the line's name is another one in Arabic letters, and not the Latin name standing in its place."""
    return bool(values["name_ar"] != values.get("name_latin") or held.name_ar == held.name_latin)


def _index(load: Import, made: Sequence[Cooperative]) -> None:
    """Let them be found by name: within the load if they are few, else by the worker right after it."""
    from twiza.registry.loading.tasks import index_load

    if len(made) <= AT_ONCE:
        search.put(kind=KIND, entries=[entry(one) for one in made])
    else:
        index_load.enqueue(load_id=load.pk)


def undo(*, load: Import, by: By) -> None:
    """Take out what the load made and give back what it changed, all or nothing.

    :raises Refused: *by* may not, it is not loaded, or somebody changed one of these cooperatives since.
    """
    must_be_allowed(by, load.territory)
    with transaction.atomic():
        held = advance(load, Import.State.UNDONE)
        made = list(held.cooperatives.current().order_by("name_ar", "pk"))
        lines = held.lines.filter(cooperative__isnull=False).order_by("number")
        updates = list(lines.select_related("cooperative__organisation", "cooperative__territory"))
        _must_be_untouched(held, made, updates)
        keys = [str(one.public_id) for one in made]
        held.cooperatives.current().update(removed_at=timezone.now())
        _withdraw_extracts(keys, actor_of(by))
        given = _give_back(held, updates, actor_of(by))
        held.undone_at = timezone.now()
        held.save()
        before, after = {"state": str(Import.State.DONE), "cooperatives": len(made)}, {"state": str(held.state)}
        note(held, "registry.load_undone", by, before=before, after={**after, "cooperatives": 0})
        search.drop(kind=KIND, keys=keys)
        search.put(kind=KIND, entries=[entry(one) for one in given])
        editions.bump()
    load.refresh_from_db()


def _must_be_untouched(load: Import, made: Iterable[Cooperative], updates: Iterable[ImportLine]) -> None:
    """:raises Refused: somebody changed, or was charged with, one of the cooperatives since; the message names them."""
    touched = [one.name for one in made if one.version != 1]
    charged = load.cooperatives.current().filter(organisation__assignments__isnull=False).distinct()
    touched += [one.name for one in charged.order_by("name_ar", "pk") if one.version == 1]
    touched += [one.cooperative.name for one in updates if one.cooperative and one.cooperative.version != one.version]
    if touched:
        raise Refused(
            _("This load cannot be undone: since then somebody changed %(names)s%(more)s. Correct these one by one.")
            % {"names": _(", ").join(touched[:MOST_NAMED]), "more": " …" if len(touched) > MOST_NAMED else ""}
        )


def _extracts(keys: Sequence[str]) -> QuerySet[Paper]:
    """Extracts that hold today, of the cooperatives with these public ids."""
    return Paper.objects.filter(
        subject_kind=SUBJECT, kind=EXTRACT, subject_key__in=keys, replaced_at__isnull=True
    ).order_by("pk")


def _withdraw_extracts(keys: Sequence[str], by: str) -> None:
    for start in range(0, len(keys), BATCH):
        for paper in _extracts(keys[start : start + BATCH]):
            papers.withdraw(paper=paper, by=by, because=["undone"])


def _give_back(load: Import, lines: Sequence[ImportLine], by: str) -> list[Cooperative]:
    """What the cooperatives were before the load."""
    codes = {line.before["territory"] for line in lines if "territory" in line.before}
    territories = Territory.objects.in_bulk(codes, field_name="code")
    sectors = Sector.objects.in_bulk(field_name="key")
    given: list[Cooperative] = []
    for start in range(0, len(lines), BATCH):
        told = {}
        rows = []
        for line in lines[start : start + BATCH]:
            row = line.cooperative
            if row is None:
                continue
            rows.append(row)
            after = {key: commands.plain(getattr(row, key)) for key in line.before}
            for key, value in _restored(line.before, territories, sectors).items():
                setattr(row, key, value)
            told[str(row.public_id)] = {"before": after, "after": line.before}
        save_all(rows, by=by, action="registry.load_taken_back", load=load, told=told)
        given += rows
    return given


def _restored(
    before: Mapping[str, Any], territories: Mapping[str, Territory], sectors: Mapping[str, Sector]
) -> dict[str, Any]:
    """Values as they were kept in JSON, as the register holds them."""
    made: dict[str, Any] = dict(before)
    if made.get("registered_on"):
        made["registered_on"] = datetime.date.fromisoformat(made["registered_on"])
    if made.get("capital") is not None:
        made["capital"] = Decimal(made["capital"])
    if "territory" in made:
        made["territory"] = territories[made["territory"]]
    if "sector" in made:
        made["sector"] = sectors.get(made["sector"] or "")
    return made
