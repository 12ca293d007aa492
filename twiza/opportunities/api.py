"""Opportunities and the matching of free text, for machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.http import HttpRequest
from ninja import Query, Router

from twiza.bank.models import ProjectModel
from twiza.calc import scoring
from twiza.opportunities import basis, meaning, queries
from twiza.opportunities.answers import (
    Applied,
    MatchAsked,
    MatchBody,
    MatchTold,
    ModelNamed,
    OpportunitiesAsked,
    OpportunitiesPage,
    OpportunityTold,
    card_told,
    fit_here,
    status,
)
from twiza.opportunities.basis import Ground
from twiza.opportunities.models import Opportunity
from twiza.opportunities.queries import RankedPlace
from twiza.opportunities.reading import Card
from twiza.territories import snapshot
from twiza.territories.answers import place
from twiza.territories.models import Territory
from twiza.territories.snapshot import Matrix
from twiza.ui.machine import Paged, PageOf, page_of, problems, rounded, text, unknown

router = Router(tags=["opportunities"])


@router.get("opportunities", response=problems(OpportunitiesPage, 404), summary="What fits where, and why")
def opportunities(request: HttpRequest, asked: Query[OpportunitiesAsked]) -> Any:
    """Name a place, a model, or both.

    A place: every model, best first, then those excluded or unknown, with reasons and conditions.
    A model: its places, best first; with a unit above the finest level, the places below it, ranked
    among themselves. Neither, or such a unit alone: all pairs by code and key; at weights other
    than the declared ones these carry no certainty.
    """
    matrix, ground = snapshot.current(), basis.current()
    if asked.territory is not None and asked.territory not in matrix.index:
        raise unknown("territory", asked.territory, field="territory")
    known = queries.catalogue(ground)
    if asked.model is not None and asked.model not in known.models:
        raise unknown("model", asked.model, field="model")
    if asked.territory in ground.index:
        page = _of_place(asked, str(asked.territory), matrix)
    elif asked.model is not None:
        page = _of_model(asked, known.models[asked.model], matrix)
    else:
        page = _pairs(asked, ground, matrix)
    applied = scoring.weights_in_effect(asked.applied, ground.setting)
    return OpportunitiesPage(
        **dict(page),
        weights=Applied(need=applied.need, resources=applied.resources, setting=applied.setting),
        method=basis.METHOD,
    )


def _of_place(asked: OpportunitiesAsked, code: str, matrix: Matrix) -> PageOf[OpportunityTold]:
    territory = Territory.objects.get(code=code)
    found = queries.for_place(territory, asked.applied)
    cards = [c for c in (*found.cards, *found.excluded, *found.unknown) if asked.model in {None, c.model.key}]
    where = place(matrix, code)
    return page_of(asked, cards, lambda card: card_told(card, where))


def _of_model(asked: OpportunitiesAsked, model: ProjectModel, matrix: Matrix) -> PageOf[OpportunityTold]:
    ground = basis.current()
    j = ground.model_index[model.key]
    within = asked.territory if asked.territory and matrix.parents[matrix.index[asked.territory]] >= 0 else ""
    named = ModelNamed(key=model.key, names=text(model.names))

    def write(one: RankedPlace) -> OpportunityTold:
        return OpportunityTold(
            territory=place(matrix, one.code),
            model=named,
            status="ranked",
            need=rounded(one.need),
            resources=rounded(one.resources),
            setting=rounded(one.setting),
            gate=float(ground.gates[ground.index[one.code], j]),
            score=rounded(one.score),
            place_rank=None,
            rank=one.rank,
            rank_low=one.rank_low,
            rank_high=one.rank_high,
            top_tenth=rounded(one.top_tenth),
            priority=one.priority,
            grade=one.grade,
            reasons=None,
            conditions=None,
            unknown_indicators=None,
        )

    return page_of(asked, queries.for_model(model, asked.applied, within=within), write)


@dataclass(frozen=True)
class _Sure:
    place_rank: int | None = None
    rank: int | None = None
    low: int | None = None
    high: int | None = None
    top_tenth: float | None = None


def _pairs(asked: OpportunitiesAsked, ground: Ground, matrix: Matrix) -> PageOf[OpportunityTold]:
    """All pairs of the places below a unit (or of the country) and models. Only the page's own are written."""
    rows = matrix.under(asked.territory, matrix.finest) if asked.territory else matrix.rows(matrix.finest)
    places = [ground.index[matrix.codes[row]] for row in rows]
    models = len(ground.model_keys)
    scores = scoring.score(ground.percentiles, ground.specs, ground.gates, ground.setting, asked.applied)
    positions = range(len(places) * models)
    shown = positions[asked.first : asked.first + asked.page_size]
    codes = {ground.codes[places[position // models]] for position in shown}
    sure = _stored(codes) if asked.applied == queries.DEFAULT else {}
    names = queries.catalogue(ground).models

    def write(position: int) -> OpportunityTold:
        i, j = places[position // models], position % models
        code, key = ground.codes[i], ground.model_keys[j]
        gate, total = float(ground.gates[i, j]), rounded(scores.total[i, j])
        certainty = sure.get((code, key), _Sure())
        return OpportunityTold(
            territory=place(matrix, code),
            model=ModelNamed(key=key, names=text(names[key].names)),
            status=status(gate, total),
            need=rounded(scores.need[i, j]),
            resources=rounded(scores.resources[i, j]),
            setting=rounded(scores.setting[i]),
            gate=gate,
            score=total,
            place_rank=certainty.place_rank,
            rank=certainty.rank,
            rank_low=certainty.low,
            rank_high=certainty.high,
            top_tenth=certainty.top_tenth,
            priority=(certainty.top_tenth or 0) >= 0.8,
            grade=str(ground.grades[i, j]),
            reasons=None,
            conditions=None,
            unknown_indicators=None,
        )

    return page_of(asked, positions, write)


def _stored(codes: set[str]) -> dict[tuple[str, str], _Sure]:
    rows = Opportunity.objects.filter(territory__code__in=codes).order_by()
    found = rows.values_list(
        "territory__code", "project_model__key", "place_rank", "rank", "rank_low", "rank_high", "top_tenth"
    )
    return {(row[0], row[1]): _Sure(*row[2:]) for row in found}


@router.get("match", response=problems(PageOf[MatchTold], 404), summary="Which models answer a text", tags=["match"])
def match_query(request: HttpRequest, asked: Query[MatchAsked]) -> Any:
    """Arabic, Darija, French or English. Nothing is kept. For longer or private texts use POST."""
    return _matched(asked.text, asked.territory, asked)


@router.post("match", response=problems(PageOf[MatchTold], 404), summary="Which models answer a text", tags=["match"])
def match_body(request: HttpRequest, body: MatchBody, paged: Query[Paged]) -> Any:
    """Arabic, Darija, French or English. Nothing is kept: neither the text nor who asked."""
    return _matched(body.text, body.territory, paged)


def _matched(told: str, code: str | None, paged: Paged) -> PageOf[MatchTold]:
    ground = basis.current()
    cards: dict[str, Card] = {}
    if code is not None:
        territory = Territory.objects.current().filter(code=code).first()
        if territory is None or code not in ground.index:
            raise unknown("territory", code, field="territory")
        found = queries.for_place(territory)
        cards = {card.model.key: card for card in (*found.cards, *found.excluded, *found.unknown)}
    models = queries.catalogue(ground).models
    answers = [(key, one) for key, one in meaning.match(told) if one.score > 0 and key in models]

    def write(pair: tuple[str, Any]) -> MatchTold:
        key, one = pair
        card = cards.get(key)
        return MatchTold(
            model=ModelNamed(key=key, names=text(models[key].names)),
            score=round(float(np.clip(one.score, 0, 1)), 4),
            meaning=rounded(one.meaning),
            words=round(one.words, 4),
            shared_words=list(meaning.typed(told, one)),
            nearest=one.nearest,
            here=None if card is None else fit_here(card),
        )

    return page_of(paged, answers, write)
