"""What the pages of the register read: a fixed number of queries, however many cooperatives there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, F, QuerySet, Value
from django.db.models.functions import Coalesce, ExtractYear, Lower, NullIf

from twiza.bank.models import ProjectModel
from twiza.registry.models import Cooperative, CooperativeQuerySet, Member, Status
from twiza.registry.search import KIND
from twiza.search.queries import find
from twiza.territories.models import Territory

MOST_FOUND = 200
LOOKUPS = {"sector": "sector__key", "model": "project_model__key", "status": "status", "year": "registered_on__year"}
"""What a filter asks of a cooperative."""


def listing(chosen: Mapping[str, Any], *, latin: bool = False) -> QuerySet[Cooperative]:
    """Cooperatives of today that answer the filters, in the order asked for; the examples of the demonstration too.

    By name is by the name that is read: the *latin* one, where there is one, or the Arabic.
    """
    name = Lower(Coalesce(NullIf("name_latin", Value("")), "name_ar")) if latin else F("name_ar")
    rows = filtered(chosen).select_related("territory", "territory__parent", "sector", "project_model")
    orders: dict[str, list[Any]] = {
        "newest": [F("registered_on").desc(nulls_last=True)],
        "oldest": [F("registered_on").asc(nulls_last=True)],
        "place": ["territory__path"],
        "members": [F("members_count").desc(nulls_last=True)],
    }
    return rows.order_by(*orders.get(chosen.get("sort", ""), []), name, "id")


def filtered(chosen: Mapping[str, Any]) -> QuerySet[Cooperative]:
    """Cooperatives of today that answer the filters, in no order."""
    rows = Cooperative.objects.current().order_by()
    if "territory" in chosen:
        rows = rows.filter(territory__path__startswith=path_of(chosen["territory"]))
    return rows.filter(**{lookup: chosen[name] for name, lookup in LOOKUPS.items() if name in chosen})


def path_of(code: str) -> str:
    """The path of the territory *code*; one that no path begins with, where there is no such place."""
    return Territory.objects.filter(code=code).values_list("path", flat=True).first() or "\x1f"


def in_order(chosen: Mapping[str, Any], *, latin: bool = False) -> list[Cooperative] | QuerySet[Cooperative]:
    """The list of the page. A search by words keeps its own order, the likeliest first, unless another is asked for."""
    if "q" not in chosen:
        return listing(chosen, latin=latin)
    places = {key: place for place, key in enumerate(_found(chosen["q"]))}
    rows = list(listing(chosen, latin=latin).filter(public_id__in=list(places)))
    return rows if chosen.get("sort") else sorted(rows, key=lambda row: places[str(row.public_id)])


def real_count(rows: list[Cooperative] | QuerySet[Cooperative]) -> int:
    """How many of *rows* are no examples."""
    return rows.filter(example=False).count() if isinstance(rows, QuerySet) else sum(not row.example for row in rows)


def _found(asked: str) -> list[str]:
    """Public ids of what *asked* names, the likeliest first."""
    return [one.key for one in find(asked, kind=KIND, limit=MOST_FOUND, full_text=True)]


def models() -> list[ProjectModel]:
    """Project models by key, without their long contents."""
    return list(ProjectModel.objects.current().defer("content"))


def years() -> list[int]:
    """Years in which cooperatives were registered, the newest first."""
    rows = Cooperative.objects.current().filter(registered_on__isnull=False).order_by()
    found = rows.annotate(year=ExtractYear("registered_on")).values_list("year", flat=True).distinct()
    return sorted(found, reverse=True)


def is_empty() -> bool:
    """Whether no cooperative, not even an example, stands in the register."""
    return not Cooperative.objects.current().exists()


def is_loaded() -> bool:
    """Whether a real cooperative stands in the register."""
    return Cooperative.objects.current().real().exists()


def count_in(territory: Territory) -> int:
    """Real cooperatives of *territory* and of all below it that are not dissolved."""
    return standing().within(territory).count()


def standing() -> CooperativeQuerySet:
    """Real cooperatives that are not dissolved."""
    return Cooperative.objects.current().real().exclude(status=Status.DISSOLVED)


def counts_by_place(chosen: Mapping[str, Any], level: str) -> dict[str, int]:
    """How many real cooperatives answer the filters in each territory of *level*, by code; none: left out.

    One registered for a larger territory than those of *level* is counted in none of them.
    """
    rows = filtered({key: value for key, value in chosen.items() if key != "q"}).filter(example=False)
    if "q" in chosen:
        rows = rows.filter(public_id__in=_found(chosen["q"]))
    codes = set(Territory.objects.current().at_level(level).values_list("code", flat=True))
    found: Counter[str] = Counter()
    for path, count in rows.values_list("territory__path").annotate(count=Count("pk")):
        for code in codes.intersection(path.rstrip("/").split("/")):
            found[code] += count
    return dict(found)


def members_of(cooperative: Cooperative) -> list[Member]:
    """Its members of today; what is sealed is not even read."""
    return list(cooperative.members.filter(until__isnull=True).defer("national_id").order_by("id"))
