"""Ranking descriptions by what somebody says."""

from __future__ import annotations

import numpy as np
import pytest

from twiza.calc import matching
from twiza.calc.matching import Passage

PASSAGES = [
    Passage(0, "bees and honey", ("bee", "honey")),
    Passage(0, "hives", ("hive",)),
    Passage(1, "goats and milk", ("goat", "milk")),
    Passage(2, "rugs", ("rug", "wool")),
]


def unit(*values: float) -> np.ndarray:  # type: ignore[type-arg]
    array = np.array(values, dtype=np.float32)
    return array / np.linalg.norm(array)


VECTORS = np.stack([unit(1, 0, 0), unit(1, 0.2, 0), unit(0, 1, 0), unit(0, 0, 1)])


def test_words_alone_find_the_model_that_holds_them() -> None:
    found = matching.match(["milk", "cheese"], PASSAGES, 3)
    assert found[0].owner == 1
    assert found[0].shared_terms == ("milk",)
    assert found[0].meaning is None
    assert found[1].score == 0


def test_meaning_finds_what_shares_no_word() -> None:
    found = matching.match(["apiary"], PASSAGES, 3, sentence=unit(0.98, 0.0, 0.1), vectors=VECTORS)
    assert found[0].owner == 0
    assert found[0].shared_terms == ()
    assert found[0].nearest == "bees and honey"


def test_meaning_and_words_together_beat_either() -> None:
    both = matching.match(["honey"], PASSAGES, 3, sentence=unit(1, 0, 0), vectors=VECTORS)[0]
    meaning = matching.match(["x"], PASSAGES, 3, sentence=unit(1, 0, 0), vectors=VECTORS)[0]
    assert both.owner == meaning.owner == 0
    assert both.score > meaning.score


def test_nothing_in_common_scores_nothing() -> None:
    assert {one.score for one in matching.match(["x"], PASSAGES, 3)} == {0.0}


def test_a_rare_word_says_more_than_a_common_one() -> None:
    passages = [Passage(n, "", ("and", f"w{n}")) for n in range(4)]
    scores = matching.WordIndex.build(passages, 4).scores(["and", "w2"])
    assert scores.argmax() == 2
    assert scores[0] == pytest.approx(scores[1])


def test_scores_stay_between_0_and_1() -> None:
    found = matching.match(["honey", "bee", "hive"], PASSAGES, 3, sentence=unit(1, 0, 0), vectors=VECTORS)
    assert all(0 <= one.score <= 1 for one in found)
