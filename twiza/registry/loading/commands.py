"""The way of one load: begun, its columns named, checked, decided line by line, loaded whole, undone whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from twiza.accounts.commands import By, Refused, actor_of
from twiza.accounts.rules import may
from twiza.bank.queries import sectors
from twiza.files.commands import Unfit, store_bytes
from twiza.files.queries import open_file
from twiza.journal import commands as journal
from twiza.registry import rules
from twiza.registry.loading import columns as known
from twiza.registry.loading import tables, twins
from twiza.registry.loading.places import Places
from twiza.registry.loading.reading import Reader, Reading
from twiza.registry.models import Import, ImportLine
from twiza.territories.models import Territory

AT_ONCE = 1_500
"""Lines up to which the reader waits for the answer; more are left to the worker, with progress."""
BATCH = 500
TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def start(*, upload: UploadedFile[Any], territory: Territory, by: By) -> Import:
    """Take a file, guess which column is which. The file is kept as it came.

    :raises Refused: *by* may not load a register there, or the file cannot be read.
    """
    must_be_allowed(by, territory)
    if (upload.size or 0) > tables.LARGEST:
        raise tables.Unreadable(_("The file is larger than %(most)s MB. Cut it into smaller ones.") % {"most": 12})
    content = upload.read()
    table = tables.read(content)
    header = known.header_line(table.rows)
    told = known.headings(table.rows, header)
    with transaction.atomic():
        name = (upload.name or "register").rsplit("/", 1)[-1][-120:]
        try:
            file = store_bytes(content=content, name=name, media_type=TYPES[table.form], by=actor_of(by))
        except Unfit as unfit:
            raise Refused(str(unfit)) from unfit
        load = Import.objects.create(
            file=file,
            territory=territory,
            headers=told,
            mapping={"header": header, "columns": known.guessed(told), "places": {}},
            counts={"lines": len(known.body(table.rows, header))},
            made_by=actor_of(by),
        )
        note(load, "registry.load_begun", by, before={}, after={"territory": territory.code, **load.counts})
    return load


def top(load: Import, count: int = 6) -> list[tables.Row]:
    """The first lines of the file, as they stand in it."""
    return _table(load).rows[:count]


def _table(load: Import) -> tables.Table:
    with open_file(load.file) as file:
        return tables.read(file.read())


def set_columns(*, load: Import, columns: Mapping[str, int], header: int, by: By) -> None:
    """Say which column is which, and on which line the headings stand; then every line is checked.

    :raises Refused: *by* may not, a needed column is missing, one is named twice, or it is too late.
    """
    must_be_allowed(by, load.territory)
    if lacking := known.missing(columns):
        raise Refused(
            _("Say which column holds: %(columns)s.") % {"columns": _(", ").join(str(one.label) for one in lacking)}
        )
    if len(set(columns.values())) < len(columns):
        raise Refused(_("One column was named twice. Give each thing a column of its own."))
    rows = _table(load).rows
    if header not in {number for number, _cells in rows}:
        raise Refused(_("There is no line %(line)s in the file.") % {"line": header})
    mapping = {**load.mapping, "columns": dict(columns), "header": header}
    told = known.headings(rows, header)
    begin_check(load=load, mapping=mapping, headers=told, lines=len(known.body(rows, header)), by=by)


def begin_check(*, load: Import, by: By, lines: int | None = None, **values: Any) -> None:
    """Check every line: at once if they are few, else by the worker."""
    from twiza.registry.loading.tasks import check_lines

    count = load.counts["lines"] if lines is None else lines
    with transaction.atomic():
        before = dict(Import.objects.values("state", "mapping").get(pk=load.pk))
        held = advance(load, Import.State.CHECKING)
        for name, value in values.items():
            setattr(held, name, value)
        after = {"state": str(held.state), "mapping": held.mapping}
        note(load, "registry.load_checked", by, before=before, after=after)
        held.counts, held.progress, held.trouble = {"lines": count}, 0, ""
        held.save()
        language = translation.get_language() or "ar"
        if count > AT_ONCE:
            check_lines.enqueue(load_id=held.pk, language=language)
    if count <= AT_ONCE:
        check(held)
    load.refresh_from_db()


def advance(load: Import, state: str) -> Import:
    """The load, locked, in the next *state*. :raises Refused: it cannot come to it from where it is."""
    held = Import.objects.select_for_update(of=("self",)).select_related("territory", "file").get(pk=load.pk)
    if state not in rules.IMPORT_TRANSITIONS[held.state]:
        raise Refused(_("This load is at another step by now: %(state)s.") % {"state": held.get_state_display()})
    held.state = state
    return held


def check(load: Import) -> None:
    """Read every line, find what is wrong and what may be double, and keep that for a person to look through.

    Nothing of what was read before remains, but decisions on lines whose likely doubles are the same.
    """
    made = list(_lines(load))
    decided = {
        line.number: (line.decision, line.decided_by, line.twins)
        for line in load.lines.exclude(decision="").only("number", "decision", "decided_by", "twins")
    }
    for line in made:
        decision, who, before = decided.get(line.number, ("", "", None))
        if before is not None and _refs(before) == _refs(line.twins):
            line.decision, line.decided_by = decision, who
    with transaction.atomic():
        load.lines.all().delete()
        ImportLine.objects.bulk_create(made, batch_size=BATCH)
        wrong, doubtful = sum(one.wrong for one in made), sum(one.doubtful and not one.wrong for one in made)
        counts = {"lines": len(made), "wrong": wrong, "doubtful": doubtful}
        Import.objects.filter(pk=load.pk, state=Import.State.CHECKING).update(
            state=Import.State.PREVIEW, counts=counts, progress=len(made)
        )


def _refs(found: list[dict[str, Any]]) -> list[str]:
    return [f"{one['kind']} {one['ref']}" for one in found]


def _lines(load: Import) -> Iterator[ImportLine]:
    """Each line of the file as read, with its likely doubles; progress is shown as it goes."""
    rows = known.body(_table(load).rows, load.mapping["header"])
    places = Places(load.territory, load.mapping.get("places", {}))
    reader = Reader(load.mapping["columns"], places, sectors(), timezone.localdate())
    finder = twins.Finder(twins.of_register())
    for done, (number, cells) in enumerate(rows):
        reading = reader.read(number, cells)
        found = [] if reading.wrong else _twins(finder, number, reading, places)
        if done % 1_000 == 999:
            Import.objects.filter(pk=load.pk).update(progress=done + 1)
        yield ImportLine(
            load=load,
            number=number,
            cells=[cell for place, cell in enumerate(cells) if place in load.mapping["columns"].values()],
            reading=reading.values,
            problems=[one.plain for one in reading.problems],
            twins=found,
            wrong=reading.wrong,
            doubtful=bool(found),
        )


def _twins(finder: twins.Finder, number: int, reading: Reading, places: Places) -> list[dict[str, Any]]:
    values = reading.values
    one = twins.body(
        kind="line",
        ref=str(number),
        name_ar=values["name_ar"],
        name_latin=values["name_latin"],
        number=values["number"],
        path=places.territories[values["territory"]].path,
        year=(values["registered_on"] or "")[:4],
    )
    found = [twin.plain for twin in finder.twins(one)]
    finder.add(one)
    return found


@transaction.atomic
def decide(*, load: Import, decisions: Mapping[int, str], by: By) -> None:
    """What a person says of doubtful lines, by the number of the line; an empty word takes a decision back.

    :raises Refused: *by* may not, it is too late, or a decision cannot be taken for its line.
    """
    must_be_allowed(by, load.territory)
    held = Import.objects.select_for_update(of=("self",)).get(pk=load.pk)
    if held.state != Import.State.PREVIEW:
        raise Refused(_("This load is at another step by now: %(state)s.") % {"state": held.get_state_display()})
    lines = list(held.lines.filter(number__in=decisions, doubtful=True).order_by("number"))
    before = {str(line.number): line.decision for line in lines}
    for line in lines:
        decision = decisions[line.number]
        if decision not in {"", *ImportLine.Decision.values}:
            raise Refused(_("Line %(line)s: choose one of the answers.") % {"line": line.number})
        if decision == ImportLine.Decision.UPDATE and line.twins[0]["kind"] != "register":
            raise Refused(
                _("Line %(line)s is like another line, not like a cooperative of the register: it cannot update one.")
                % {"line": line.number}
            )
        line.decision, line.decided_by = decision, actor_of(by) if decision else ""
    ImportLine.objects.bulk_update(lines, ["decision", "decided_by"], batch_size=BATCH)
    after = {str(line.number): line.decision for line in lines}
    if before != after:
        note(load, "registry.load_decided", by, before=before, after=after)


@transaction.atomic
def decide_all(*, load: Import, decision: str, by: By) -> int:
    """Say the same of every doubtful line that nobody has decided; gives back how many. :raises Refused: as decide."""
    open_lines = load.lines.undecided().order_by("number")
    if decision == ImportLine.Decision.UPDATE:
        numbers = [one.number for one in open_lines if one.twins[0]["kind"] == "register"]
    else:
        numbers = list(open_lines.values_list("number", flat=True))
    for start_at in range(0, len(numbers), BATCH):
        decide(load=load, decisions=dict.fromkeys(numbers[start_at : start_at + BATCH], decision), by=by)
    return len(numbers)


def choose_places(*, load: Import, chosen: Mapping[str, str], by: By) -> None:
    """Say which place a text means wherever the file has it; then every line is checked again.

    :raises Refused: *by* may not, it is too late, or a code is of no place there.
    """
    must_be_allowed(by, load.territory)
    known_codes = set(
        Territory.objects.current()
        .filter(path__startswith=load.territory.path, code__in=chosen.values())
        .values_list("code", flat=True)
    )
    if unknown := sorted(set(chosen.values()) - known_codes):
        raise Refused(
            _("No place of %(territory)s has the code %(codes)s.")
            % {"territory": load.territory.name, "codes": _(", ").join(code[:40] for code in unknown)}
        )
    mapping = {**load.mapping, "places": {**load.mapping.get("places", {}), **chosen}}
    begin_check(load=load, mapping=mapping, by=by)


def fail(load_id: int, why: str) -> None:
    """Give a load back to people after the worker could not go on."""
    back = {Import.State.CHECKING: Import.State.MAPPING, Import.State.LOADING: Import.State.PREVIEW}
    for working, before in back.items():
        Import.objects.filter(pk=load_id, state=working).update(state=before, trouble=why)


def take_back(*, load: Import, by: By) -> None:
    """Stop waiting for a worker that does not come back: the load returns to the step before.

    :raises Refused: *by* may not.
    """
    must_be_allowed(by, load.territory)
    if load.working:
        fail(load.pk, _("You stopped the work. Nothing was lost; begin it again when you like."))
        before = {"state": str(load.state)}
        load.refresh_from_db()
        note(load, "registry.load_stopped", by, before=before, after={"state": str(load.state)})


def must_be_allowed(by: By, territory: Territory) -> None:
    """:raises Refused: *by* may not load a register for *territory*."""
    if not isinstance(by, str) and not may(by, rules.IMPORT, territory):
        raise Refused(
            _("You may not load a register for %(place)s. Ask an analyst or an administrator of that place.")
            % {"place": territory.name}
        )


def note(load: Import, action: str, by: By | str, *, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Write to the journal what became of the load."""
    actor = by if isinstance(by, str) else actor_of(by)
    key = str(load.public_id)
    journal.record(by=actor, action=action, subject_kind="register_load", subject_key=key, before=before, after=after)
