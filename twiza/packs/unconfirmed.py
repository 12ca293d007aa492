"""What a jurist has yet to confirm in a pack's law, item by item, for pages and for ``docs/law-to-be-confirmed.md``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from twiza.packs.check import SCHEMAS
from twiza.packs.checks.references import walk
from twiza.packs.content import LAW, Pack
from twiza.packs.schema import LocalText, PaperTemplate, Term
from twiza.packs.schema.law import Cited, Clause, DatedValue, RateValue

TITLES = {
    "law_steps": "Steps",
    "law_rules": "Rules",
    "law_rates": "Rates",
    "law_papers": "Papers",
    "law_terms": "Words",
}
"""Parts that hold something to be confirmed, in the order in which they are listed."""


@dataclass(frozen=True)
class Open:
    """One thing to be confirmed. ``doubt`` says what exactly; without it the whole item."""

    part: str
    key: str
    name: LocalText
    doubt: LocalText | None
    law: str | None
    article: str | None
    value: object = None
    clause: str = ""


def is_open(cited: Cited) -> bool:
    """Whether a jurist has something to confirm: all of it, or what its doubt says.

    Steps and papers that are the product's own help (no law behind them), and words in plain language,
    claim nothing of the law unless they name one or say a doubt.
    """
    return cited.doubt is not None or (not cited.confirmed and _claims(cited))


def open_items(items: Mapping[str, Iterable[BaseModel]]) -> Iterator[Open]:
    """Everything to be confirmed in these parts, in the order of :data:`TITLES`."""
    for part in TITLES:
        for item in items.get(part, ()):
            for _where, cited in walk(item):
                if isinstance(cited, Cited) and is_open(cited):
                    yield _open(part, item, cited)


def _open(part: str, item: Any, cited: Cited) -> Open:
    clause = cited.key if isinstance(cited, Clause) else ""
    value = getattr(cited, "value", None)
    return Open(part, item.key, _name(item), cited.doubt, cited.law, cited.article, value=value, clause=clause)


def _claims(cited: Cited) -> bool:
    if isinstance(cited, DatedValue | RateValue):
        return True
    return not isinstance(cited, PaperTemplate | Term) and (cited.law is not None or cited.leans)


def _name(item: Any) -> LocalText:
    """What people call it: a step's name, a rule's text, a word."""
    for field in ("name", "word", "text"):
        if isinstance(found := getattr(item, field, None), LocalText):
            return found
    raise TypeError(f"{type(item).__name__} has no name")


def models_of(pack: Pack) -> dict[str, list[BaseModel]]:
    """The law's items of a checked pack, in the order in which people do them."""
    found = {part: [item.model for item in pack.of(part).values() if item.model is not None] for part in LAW}
    return {part: sorted(items, key=lambda item: getattr(item, "order", 0)) for part, items in found.items()}


def models_in(content: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[str, list[BaseModel]]:
    """The same from items as :func:`twiza.packs.queries.law` gives them."""
    return {part: [SCHEMAS[part].model_validate(item) for item in content.get(part, ())] for part in LAW}


def as_document(packs: Iterable[Pack]) -> str:
    """The list of several packs in Markdown, in English."""
    lines = [
        "# Law to be confirmed by a jurist",
        "",
        "Written by `python3 run.py manage pack unconfirmed packs/ma packs/sa`; a test fails when it is out of date.",
        "Pages and papers say “to be confirmed by a jurist” beside each of these. Whoever can confirm one writes the",
        "article and the source into `packs/*/law/` and removes the doubt.",
    ]
    for pack in packs:
        assert pack.identity is not None
        opened = [*open_items(models_of(pack))]
        lines += ["", f"## {pack.identity.name.en} ({len(opened)})"]
        for part, title in TITLES.items():
            here = [_line(one) for one in opened if one.part == part and (one.doubt or not one.clause)]
            here += _clauses([one for one in opened if one.part == part and one.clause and not one.doubt])
            lines += ["", f"### {title}", *here] if here else []
    return "\n".join(lines) + "\n"


def _line(one: Open) -> str:
    name = one.name.get("en").replace("{value}", str(one.value))
    doubt = one.doubt.get("en") if one.doubt else "all of it"
    return f"- **{name}** (`{' '.join(filter(None, [one.key, one.clause]))}`; {_cited(one)}): {doubt}"


def _cited(one: Open) -> str:
    return ", ".join(filter(None, [one.law, f"art. {one.article}" if one.article else "article not known"]))


def _clauses(opened: list[Open]) -> list[str]:
    """One line for all clauses of a paper that lean on the same article: what is open is their wording."""
    together: dict[tuple[str, str, str], list[str]] = {}
    for one in opened:
        together.setdefault((one.name.get("en"), one.key, _cited(one)), []).append(one.clause)
    return [
        f"- **{name}** (`{key}`; {cited}): whether these clauses say what the law wants: {', '.join(clauses)}"
        for (name, key, cited), clauses in together.items()
    ]
