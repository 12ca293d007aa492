"""Scoring the whole country anew and keeping the result."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from twiza.bank.models import ProjectModel
from twiza.calc import scoring, uncertainty
from twiza.journal import commands as journal
from twiza.opportunities import basis
from twiza.opportunities.models import Basis, Opportunity
from twiza.territories.models import Territory

Floats = NDArray[np.float64]


@transaction.atomic
def assess(*, by: str) -> int:
    """Score every model in every place at the default weights; give back how many were kept.

    Part of the load of a pack: it says what follows from the data just loaded.
    """
    ground = basis.lay()
    before = _state()
    basis.store(ground)
    Opportunity.objects.all().delete()
    rows = _scored(ground)
    Opportunity.objects.bulk_create(rows, batch_size=2000)
    journal.record(
        by=by,
        action="opportunities.assessed",
        subject_kind="basis",
        subject_key=ground.digest[:16],
        details={"places": len(ground.codes), "models": len(ground.model_keys)},
        before=before,
        after=_state(),
    )
    return len(rows)


def _scored(ground: basis.Ground) -> list[Opportunity]:
    """Every model in every place: its score, its ranks, and how sure they are."""
    scores = scoring.score(ground.percentiles, ground.specs, ground.gates, ground.setting)
    sure = uncertainty.country_certainty(ground.percentiles, ground.specs, ground.gates, ground.setting)
    ranked = scoring.takes_part(scores, ground.gates)
    ranks = _ranks(scores.total, ranked, axis=0)
    place_ranks = _ranks(scores.total, ranked, axis=1)
    territories = dict(Territory.objects.filter(code__in=ground.codes).values_list("code", "pk"))
    models = dict(ProjectModel.objects.current().values_list("key", "pk"))
    return [
        Opportunity(
            territory_id=territories[code],
            project_model_id=models[key],
            need=_known(scores.need[i, j]),
            resources=_known(scores.resources[i, j]),
            setting=_known(scores.setting[i]),
            gate=float(ground.gates[i, j]),
            score=_known(scores.total[i, j]),
            place_rank=int(place_ranks[i, j]) or None,
            rank=int(ranks[i, j]) or None,
            rank_low=int(sure.low[i, j]) or None,
            rank_high=int(sure.high[i, j]) or None,
            top_tenth=_known(sure.top_tenth[i, j]),
            grade=str(ground.grades[i, j]),
        )
        for i, code in enumerate(ground.codes)
        for j, key in enumerate(ground.model_keys)
    ]


def _state() -> dict[str, Any]:
    """On what the opportunities rest, and how many there are."""
    held = Basis.objects.order_by("-id").first()
    if held is None:
        return {}
    return {"basis": held.digest, "method": held.method, "row": held.pk, "opportunities": Opportunity.objects.count()}


def _known(value: float) -> float | None:
    return round(float(value), 4) if np.isfinite(value) else None


def _ranks(totals: Floats, ranked: NDArray[np.bool_], axis: int) -> NDArray[np.int64]:
    """Rank from 1 along *axis*, 0 where not ranked; totals equal to a thousandth share the better rank."""
    found = np.zeros(totals.shape, dtype=np.int64)
    rounded = np.where(ranked, np.rint(np.nan_to_num(totals) * 1000), -np.inf)
    for line in range(totals.shape[1 - axis]):
        place = (slice(None), line) if axis == 0 else (line, slice(None))
        values = rounded[place]
        ordered = np.sort(values)[::-1]
        position = {value: rank for rank, value in reversed(list(enumerate(ordered, start=1)))}
        found[place] = [position[v] if np.isfinite(v) else 0 for v in values]
    return found
