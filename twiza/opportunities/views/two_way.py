"""The two-way map: need beside general potential, for the country or a part of it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.opportunities import basis
from twiza.opportunities import two_way as pairing
from twiza.opportunities.two_way import Pair
from twiza.opportunities.views import shared
from twiza.opportunities.views.places import notes, rounded
from twiza.packs import queries as packs
from twiza.packs.keeping import kept_while_in_force
from twiza.territories import maps, snapshot
from twiza.territories.models import Territory
from twiza.ui import exports
from twiza.ui.components.data import Column

PER_PAGE = 50


@require_GET
@kept_while_in_force
def two_way(request: HttpRequest) -> HttpResponse:
    """Nine classes of places on a map, the legend in words, and the table."""
    within = shared.within_of(request)
    found = pairing.pairs()
    rows = _inside(found.rows, within)
    by = request.GET.get("sort", "need")
    page = Paginator(_ordered(_chosen(rows, request), by), PER_PAGE).get_page(request.GET.get("page"))
    words = pairing.third_words()
    counts = {name: sum(row.name_of_class == name for row in rows) for name in {row.name_of_class for row in rows}}
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request,
        "opportunities/two_way.html",
        {
            "within": within,
            "within_choices": shared.within_choices(within),
            "map": _map(within, rows),
            "correlation": found.correlation,
            "thirds": [
                (
                    words[need],
                    [(f"two-way-{need}{p}", counts.get(f"two-way-{need}{p}", 0), f"{need}{p}") for p in range(3)],
                )
                for need in (2, 1, 0)
            ],
            "words": words,
            "chosen": request.GET.get("class", ""),
            "unknown": counts.get("two-way-unknown", 0),
            "page": page,
            "rows": [(row, pairing.in_words(row)) for row in page],
            "plural": shared.level_plural(snapshot.current().finest),
            "columns": _columns(request, by),
            "downloads": shared.downloads("opportunities:two-way-table", [], query.urlencode(), _("This table")),
        },
    )


def _cell(need: int, potential: int, counts: dict[str, int]) -> tuple[str, int, str]:
    """One of the nine cells of the legend: its class, how many places, its key in addresses."""
    name = f"two-way-{need}{potential}"
    return name, counts.get(name, 0), f"{need}{potential}"


def _inside(rows: tuple[Pair, ...], within: Territory | None) -> list[Pair]:
    matrix = snapshot.current()
    if within is None:
        return list(rows)
    inside = {matrix.codes[row] for row in matrix.under(within.code, matrix.finest)}
    return [row for row in rows if row.code in inside]


def _chosen(rows: list[Pair], request: HttpRequest) -> list[Pair]:
    """Only the places of one of the nine classes, where one is asked for."""
    wanted = request.GET.get("class", "")
    return [row for row in rows if row.name_of_class == f"two-way-{wanted}"] if wanted else rows


def _ordered(rows: list[Pair], by: str) -> list[Pair]:
    if by == "potential":
        return sorted(rows, key=lambda row: (row.potential is None, -(row.potential or 0), row.code))
    return sorted(rows, key=lambda row: (row.need is None, -(row.need or 0), row.code))


def _map(within: Territory | None, rows: list[Pair]) -> dict[str, object] | None:
    """What the template draws; kept for the process, for it is the same for every reader of a language."""
    matrix, language = snapshot.current(), shared.language()
    frame = within or Territory.objects.get(parent__isnull=True)
    sheet = maps.paper(frame, matrix.finest, digest=matrix.digest)
    if sheet is None:
        return None
    before, after = reverse("portal:territory", args=["0"]).rsplit("0", 1)
    drawn = packs.remember(
        f"two-way drawn {basis.current().digest} {frame.code} {language}",
        lambda: pairing.areas(sheet, rows, before, after, language),
    )
    return {"viewbox": sheet.view_box, "areas": drawn, "borders": [border.path for border in sheet.borders]}


def _columns(request: HttpRequest, by: str) -> list[Column]:
    def column(label: str, key: str) -> Column:
        query = request.GET.copy()
        query.pop("page", None)
        query["sort"] = key
        return Column(label, numeric=True, sort_href=f"?{query.urlencode()}", sorted="descending" if by == key else "")

    return [
        Column(_("Place")),
        Column(_("In")),
        column(_("Need, percentile"), "need"),
        column(_("Potential, percentile"), "potential"),
        Column(_("In words")),
    ]


TABLE_COLUMNS = ("code", "name_ar", "name_fr", "name_en", "need_percentile", "potential_percentile", "class")


@require_GET
def two_way_table(request: HttpRequest, form: str) -> HttpResponse:
    """The same table as CSV or XLSX, whole."""
    rows = _chosen(_inside(pairing.pairs().rows, shared.within_of(request)), request)
    cells = (
        [
            row.code,
            *(row.names.get(language, "") for language in ("ar", "fr", "en")),
            rounded(row.need),
            rounded(row.potential),
            "" if row.thirds is None else f"{row.thirds[0]}{row.thirds[1]}",
        ]
        for row in _ordered(rows, request.GET.get("sort", "need"))
    )
    return exports.table("need-potential", TABLE_COLUMNS, cells, form=form, rtl=get_language_bidi(), notes=notes())
