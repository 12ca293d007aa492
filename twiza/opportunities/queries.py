"""What the pages of opportunities read: a fixed number of queries, whatever is asked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from django.db.models import Count
from numpy.typing import NDArray

from twiza.bank.models import ProjectModel
from twiza.bank.queries import definitions
from twiza.calc import scoring, uncertainty
from twiza.calc.scoring import PartWeights
from twiza.opportunities import basis
from twiza.opportunities.basis import Ground
from twiza.opportunities.models import Opportunity
from twiza.opportunities.reading import Card, Reader
from twiza.packs.schema import Indicator as Definition
from twiza.packs.schema import ProjectModel as Model
from twiza.territories import snapshot
from twiza.territories.models import Indicator, Territory
from twiza.territories.snapshot import Matrix

DEFAULT = PartWeights()


@dataclass(frozen=True)
class PlaceOpportunities:
    """All models for one place: ranked ones best first, excluded ones, and those that cannot be scored."""

    cards: list[Card]
    excluded: list[Card]
    unknown: list[Card]
    weights: PartWeights
    potential_percentile: float | None


class RankedPlace(NamedTuple):
    """One place for a model, as a row of the ranking."""

    code: str
    names: dict[str, str]
    above: dict[str, str]
    need: float | None
    resources: float | None
    setting: float | None
    score: float | None
    rank: int
    rank_low: int
    rank_high: int
    top_tenth: float | None
    grade: str

    @property
    def priority(self) -> bool:
        return self.top_tenth is not None and self.top_tenth >= uncertainty.PRIORITY


@dataclass(frozen=True)
class Catalogue:
    """Models and indicators, read and parsed once for each state of the data."""

    models: dict[str, ProjectModel]
    parsed: dict[str, Model]
    indicators: dict[str, Definition]


_catalogues: dict[str, Catalogue] = {}


def catalogue(ground: Ground) -> Catalogue:
    """The models and indicators that *ground* was made from; two queries, then kept for the process."""
    held = _catalogues.get(ground.digest)
    if held is None:
        models = {m.key: m for m in ProjectModel.objects.current().select_related("sector").defer("content")}
        indicators = {i.key: i.definition for i in Indicator.objects.filter(retired=False)}
        held = Catalogue(models, definitions(), indicators)
        _catalogues.clear()
        _catalogues[ground.digest] = held
    return held


def for_place(
    territory: Territory, weights: PartWeights | None = None, *, best: int | None = None
) -> PlaceOpportunities:
    """Every model in a place of the finest level, with reasons. Four queries.

    At the default weights the stored certainty is read; other weights are drawn anew (about half
    a second). With *best* only so many of the first are read, and none of the others. Raises
    KeyError if *territory* is not of the finest level.
    """
    ground, matrix = basis.current(), snapshot.current()
    place = ground.index[territory.code]
    applied = weights or DEFAULT
    known = catalogue(ground)
    reader = Reader(ground, matrix, known.indicators, place)
    one = slice(place, place + 1)
    scores = scoring.score(ground.percentiles, ground.specs, ground.gates, ground.setting, applied, only=one)
    sure = _stored(territory, ground) if applied == DEFAULT else _drawn(ground, place, applied)
    open_here = scoring.takes_part(scores, ground.gates[one])[0]
    ranked = sorted(np.flatnonzero(open_here), key=lambda j: (-float(scores.total[0, j]), ground.model_keys[j]))
    others = [] if best is not None else [j for j in range(len(ground.model_keys)) if not open_here[j]]
    cards = [
        _card(int(j), rank, scores=scores, known=known, reader=reader, sure=sure[ground.model_keys[j]])
        for rank, j in enumerate(ranked[:best], start=1)
    ]
    rest = [_card(j, None, scores=scores, known=known, reader=reader, sure=sure[ground.model_keys[j]]) for j in others]
    return PlaceOpportunities(
        cards=cards,
        excluded=[card for card in rest if card.excluded],
        unknown=[card for card in rest if not card.excluded],
        weights=applied,
        potential_percentile=_known(ground.setting[place]),
    )


def _card(
    j: int, place_rank: int | None, *, scores: scoring.Scores, known: Catalogue, reader: Reader, sure: _Sure
) -> Card:
    """Model number *j* in the reader's place; *scores* are of this place alone."""
    ground, place = reader.ground, reader.place
    key = ground.model_keys[j]
    definition = known.parsed[key]
    reasons = reader.reasons(j, definition, scores.weights)
    in_favour, against = reader.strongest(reasons)
    return Card(
        model=known.models[key],
        definition=definition,
        need=_known(scores.need[0, j]),
        resources=_known(scores.resources[0, j]),
        setting=_known(scores.setting[0]),
        score=_known(scores.total[0, j]),
        gate=float(ground.gates[place, j]),
        grade=str(ground.grades[place, j]),
        place_rank=place_rank,
        rank=sure.rank,
        rank_low=sure.low,
        rank_high=sure.high,
        top_tenth=sure.top_tenth,
        participants=int(ground.participants[j]),
        in_favour=in_favour,
        against=against,
        reasons=reasons,
        verdicts=reader.verdicts(definition),
    )


class _Sure(NamedTuple):
    rank: int | None = None
    low: int | None = None
    high: int | None = None
    top_tenth: float | None = None


@dataclass(frozen=True)
class _Scored:
    """Scores of some models, and how a row of a ranking is made of them."""

    ground: Ground
    matrix: Matrix
    scores: scoring.Scores

    def place(self, i: int, column: int, rank: int, sure: _Sure, grade: str) -> RankedPlace:
        code = self.ground.codes[i]
        row = self.matrix.index[code]
        parent = self.matrix.parents[row]
        return RankedPlace(
            code=code,
            names=self.matrix.names[row],
            above=self.matrix.names[parent] if parent >= 0 else {},
            need=_known(self.scores.need[i, column]),
            resources=_known(self.scores.resources[i, column]),
            setting=_known(self.scores.setting[i]),
            score=_known(self.scores.total[i, column]),
            rank=rank,
            rank_low=sure.low or rank,
            rank_high=sure.high or rank,
            top_tenth=sure.top_tenth,
            grade=grade,
        )


def _stored(territory: Territory, ground: Ground) -> dict[str, _Sure]:
    rows = Opportunity.objects.filter(territory=territory).values_list(
        "project_model__key", "rank", "rank_low", "rank_high", "top_tenth"
    )
    held = {key: _Sure(rank, low, high, top) for key, rank, low, high, top in rows}
    return {key: held.get(key, _Sure()) for key in ground.model_keys}


def _drawn(ground: Ground, place: int, weights: PartWeights) -> dict[str, _Sure]:
    sure = uncertainty.place_certainty(
        ground.percentiles, ground.specs, ground.gates, ground.setting, weights, place=place
    )
    return {
        key: _Sure(None, int(sure.low[j]) or None, int(sure.high[j]) or None, _known(sure.top_tenth[j]))
        for j, key in enumerate(ground.model_keys)
    }


def for_model(
    model: ProjectModel, weights: PartWeights | None = None, *, within: str = "", best: int | None = None
) -> list[RankedPlace]:
    """Places for a model, best first; only those below the territory *within* if it is given, only *best* of them.

    Ranks are among all places of the country at the default weights and for the whole country;
    with *within* they are among the places below it. Four queries.
    """
    ground, matrix = basis.current(), snapshot.current()
    j = ground.model_index[model.key]
    applied = weights or DEFAULT
    among = _among(ground, matrix, within)
    scores = scoring.score(ground.percentiles, [ground.specs[j]], ground.gates[:, [j]], ground.setting, applied)
    takes_part = scoring.takes_part(scores, ground.gates[:, [j]])[:, 0] & among
    if applied == DEFAULT and not within:
        rows = Opportunity.objects.filter(project_model=model, rank__isnull=False).order_by()
        stored = rows.values_list("territory__code", "rank", "rank_low", "rank_high", "top_tenth")
        sure = {code: _Sure(rank, low, high, top) for code, rank, low, high, top in stored}
    else:
        sure = _drawn_model(ground, j, applied, among)
    totals, grades = scores.total[:, 0].tolist(), ground.grades[:, j].tolist()
    order = sorted(np.flatnonzero(takes_part).tolist(), key=lambda i: (-round(totals[i], 3), ground.codes[i]))
    scored = _Scored(ground, matrix, scores)
    return [
        scored.place(i, 0, rank, sure.get(ground.codes[i], _Sure()), grades[i])
        for rank, i in enumerate(order[:best], start=1)
    ]


def _among(ground: Ground, matrix: Matrix, within: str) -> NDArray[np.bool_]:
    if not within:
        return np.ones(len(ground.codes), dtype=bool)
    inside = {matrix.codes[row] for row in matrix.under(within, matrix.finest)}
    return np.array([code in inside for code in ground.codes])


def _drawn_model(ground: Ground, j: int, weights: PartWeights, among: NDArray[np.bool_]) -> dict[str, _Sure]:
    sure = uncertainty.model_certainty(
        ground.percentiles, ground.specs, ground.gates, ground.setting, weights, model=j, among=among
    )
    return {
        code: _Sure(None, int(sure.low[i]) or None, int(sure.high[i]) or None, _known(sure.top_tenth[i]))
        for i, code in enumerate(ground.codes)
    }


@dataclass(frozen=True)
class ModelBelow:
    """A model over the places below a region, a province or the country."""

    model: ProjectModel
    median: float | None
    possible: int
    places: int
    priorities: int
    best: tuple[RankedPlace, ...]


def below(territory: Territory, *, best: int = 3) -> list[ModelBelow]:
    """For a territory above the finest level: models by the places where they are a priority, then by median.

    A model that is possible in a handful of places only may have the highest median; it says little
    of a whole region. Four queries.
    """
    ground, matrix = basis.current(), snapshot.current()
    inside = np.flatnonzero(_among(ground, matrix, territory.code))
    scores = ground.usual
    possible = [_possible(ground, scores, inside, j) for j in range(len(ground.model_keys))]
    first = [places[:best] for places in possible]
    sure = _stored_of({ground.codes[i] for places in first for i in places})
    priorities = _priorities(territory)
    rows = catalogue(ground).models
    scored = _Scored(ground, matrix, scores)
    found = []
    for j, key in enumerate(ground.model_keys):
        ranked = []
        for position, i in enumerate(first[j], start=1):
            certainty = sure.get((ground.codes[i], key), _Sure())
            rank = certainty.rank or position
            ranked.append(scored.place(i, j, rank, certainty, str(ground.grades[i, j])))
        median = float(np.median(scores.total[possible[j], j])) if possible[j] else None
        count = priorities.get(key, 0)
        found.append(ModelBelow(rows[key], median, len(possible[j]), len(inside), count, tuple(ranked)))
    return sorted(found, key=lambda one: (-one.priorities, -(one.median or 0), one.model.key))


def _possible(ground: Ground, scores: scoring.Scores, inside: NDArray[np.int64], j: int) -> list[int]:
    """Those of *inside* where model number *j* is possible and scored, best first."""
    open_here = inside[(ground.gates[inside, j] > 0) & np.isfinite(scores.total[inside, j])]
    return sorted((int(i) for i in open_here), key=lambda i: (-float(scores.total[i, j]), ground.codes[i]))


def _stored_of(codes: set[str]) -> dict[tuple[str, str], _Sure]:
    """What is stored of every model in some places, by code and model key."""
    rows = Opportunity.objects.filter(territory__code__in=codes, rank__isnull=False).order_by()
    fields = ("territory__code", "project_model__key", "rank", "rank_low", "rank_high", "top_tenth")
    return {(code, key): _Sure(rank, low, high, top) for code, key, rank, low, high, top in rows.values_list(*fields)}


def _priorities(territory: Territory) -> dict[str, int]:
    """In how many places below *territory* each model is a priority."""
    rows = Opportunity.objects.filter(
        territory__path__startswith=territory.path, rank__isnull=False, top_tenth__gte=uncertainty.PRIORITY
    )
    return dict(rows.order_by().values_list("project_model__key").annotate(Count("pk")))


def model_values(model: ProjectModel, weights: PartWeights | None = None) -> dict[str, float | None]:
    """Score of every place for a model, ``None`` where excluded or unknown: what its map shows."""
    ground = basis.current()
    j = ground.model_index[model.key]
    scores = scoring.score(
        ground.percentiles, [ground.specs[j]], ground.gates[:, [j]], ground.setting, weights or DEFAULT
    )
    possible = scoring.takes_part(scores, ground.gates[:, [j]])[:, 0]
    return {code: _known(scores.total[i, 0]) if possible[i] else None for i, code in enumerate(ground.codes)}


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
