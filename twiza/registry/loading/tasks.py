"""Long loads, done by the worker. Each stands being run twice: a load that is past its step is left alone."""

from __future__ import annotations

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from twiza.accounts.commands import Refused
from twiza.jobs.retries import retried_task
from twiza.registry.loading import commands, writing
from twiza.registry.models import Cooperative, Import
from twiza.registry.search import KIND, entry
from twiza.search import commands as search

INDEXED_AT_ONCE = 1_000


@retried_task(times=2)
def check_lines(*, load_id: int, language: str) -> None:
    """Read and compare every line of a load."""
    load = _load(load_id, Import.State.CHECKING)
    if load is None:
        return
    with translation.override(language):
        try:
            commands.check(load)
        except Refused as refused:
            commands.fail(load_id, str(refused))
        except Exception:
            commands.fail(load_id, _("The lines could not be checked. Try again; if it happens again, tell us."))
            raise


@retried_task(times=0)
def write_lines(*, load_id: int, by: str, language: str) -> None:
    """Write every line of a load into the register."""
    load = _load(load_id, Import.State.LOADING)
    if load is None:
        return
    with translation.override(language):
        try:
            writing.write(load, by=by)
        except Refused as refused:
            commands.fail(load_id, str(refused))
        except Exception:
            commands.fail(load_id, _("Nothing was loaded. Try again; if it happens again, tell us."))
            raise


@retried_task(times=3)
def index_load(*, load_id: int) -> None:
    """Let the cooperatives of a load be found by name, some at a time, so that others can write between."""
    load = Import.objects.filter(pk=load_id, state=Import.State.DONE).first()
    if load is None:
        return
    changed = load.lines.filter(cooperative__isnull=False).values("cooperative_id")
    rows = list(Cooperative.objects.current().filter(Q(imported_by=load) | Q(pk__in=changed)).order_by("pk"))
    for start in range(0, len(rows), INDEXED_AT_ONCE):
        search.put(kind=KIND, entries=[entry(one) for one in rows[start : start + INDEXED_AT_ONCE]])


def _load(load_id: int, state: str) -> Import | None:
    return Import.objects.select_related("territory", "file").filter(pk=load_id, state=state).first()
