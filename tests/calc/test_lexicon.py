"""What a typed word may stand for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from twiza.calc import lexicon
from twiza.calc.lexicon import Lexicon

letters = st.text("abcdefg", min_size=1, max_size=7)


def distance(a: str, b: str) -> int:
    """Optimal string alignment, the textbook way: an independent reference."""
    table = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            cost = a[i - 1] != b[j - 1]
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(letters, letters)
def test_one_edit_is_what_the_textbook_says(a: str, b: str) -> None:
    assert lexicon.within_one_edit(a, b) == (distance(a, b) <= 1)


@given(st.lists(letters, min_size=1, max_size=30), letters)
def test_every_known_word_one_edit_away_is_found(known: list[str], asked: str) -> None:
    found = Lexicon.build(known).expand(asked)
    if len(asked) >= lexicon.SHORTEST_FOR_TYPOS:
        near = {w for w in known if distance(w, asked) <= 1 and (w == asked or len(w) >= lexicon.SHORTEST_FOR_TYPOS)}
        assert set(found) == near


def test_an_exact_word_is_worth_more_than_a_beginning_and_that_more_than_an_error() -> None:
    found = Lexicon.build(["safi", "safira", "sari"]).expand("safi", unfinished=True)
    assert found == {"safi": lexicon.EXACT, "safira": lexicon.PREFIX, "sari": lexicon.TYPO}


def test_a_finished_word_stands_for_no_longer_one() -> None:
    assert Lexicon.build(["safira"]).expand("saf") == {}


def test_an_unfinished_word_finds_what_it_begins_even_when_many_do() -> None:
    known = [f"sidi{n:03}" for n in range(500)]
    assert len(Lexicon.build(known).expand("sidi", unfinished=True)) == lexicon.MOST_PREFIXED
