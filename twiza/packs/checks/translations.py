"""Texts that lack one of the pack's languages. The page shows Arabic in their place."""

from __future__ import annotations

from twiza.packs.checks.hierarchy import row_of
from twiza.packs.checks.references import walk
from twiza.packs.content import LAW, Pack
from twiza.packs.kindly import named
from twiza.packs.problems import Report
from twiza.packs.reader import RawPack
from twiza.packs.schema import LocalText


def check(_raw: RawPack, pack: Pack, report: Report) -> None:
    """One warning for each text, one for all names of territories together."""
    if pack.identity is None:
        return
    item = pack.of("identity")[pack.identity.country]
    for language in pack.identity.languages:
        if language not in pack.identity.locale:
            remedy = "Say how numbers and dates are written in it, as for the others."
            line = item.raw.line_of(("locale",))
            report.error(item.raw.file, line, item.key, f"'locale' has no entry for '{language}'", remedy)
    languages: list[str] = [language for language in pack.identity.languages if language != "ar"]
    for part in ("identity", "sources", "units", "indicators", "sectors", "project_models", *LAW):
        for item in pack.of(part).values():
            for where, text in walk(item.model):
                missing = [name for name in languages if isinstance(text, LocalText) and not getattr(text, name)]
                if missing:
                    problem = f"{named(where)} has no {', '.join(missing)}"
                    line = item.raw.line_of(where)
                    report.warning(item.raw.file, line, item.key, problem, "Translate it; Arabic is shown meanwhile.")
    _check_names(pack, languages, report)


def _check_names(pack: Pack, languages: list[str], report: Report) -> None:
    if not languages:
        return
    bare = [item for item in pack.of("territories").values() if not (row_of(item).name_fr or row_of(item).name_en)]
    if bare:
        problem = f"{len(bare)} territories have no name in Latin letters, first '{bare[0].key}'"
        remedy = "Fill name_fr or name_en; Arabic is shown meanwhile."
        report.warning(bare[0].raw.file, bare[0].raw.line, bare[0].key, problem, remedy)
