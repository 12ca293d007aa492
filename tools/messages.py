"""Keeps the catalogues of interface texts: finds every text, merges it into each .po, compiles the .mo.

Usage: ``python3 run.py manage messages`` is not needed at run time; run
``.venv/bin/python tools/messages.py`` after changing a text, then translate what it lists.
With ``--check`` nothing is written: exit code 1 if a text is missing, unused, empty or not compiled.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("ar", "fr")
CALLS = {"gettext", "gettext_lazy", "_", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext", "lazy"}
PLURALS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "fr": "nplurals=2; plural=(n > 1);",
}
PLURAL_FORMS = {"ar": 6, "fr": 2}
_QUOTED = r"""u?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")"""
_TEMPLATE_CALL = re.compile(rf"\b(n?p?gettext)\(\s*{_QUOTED}(?:\s*,\s*{_QUOTED})?(?:\s*,\s*{_QUOTED})?")
Message = tuple[str | None, str, str | None]


def _from_call(name: str, texts: list[str]) -> Message | None:
    context = texts.pop(0) if name.startswith(("pgettext", "npgettext")) and len(texts) > 1 else None
    if not texts:
        return None
    plural = texts[1] if name.startswith(("ngettext", "npgettext")) and len(texts) > 1 else None
    return context, texts[0], plural


def in_python(path: Path) -> Iterator[Message]:
    """Texts of the gettext calls of one module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if message := _from_call("gettext" if node.func.id == "_" else node.func.id, texts):
                yield message


def in_template(path: Path) -> Iterator[Message]:
    """Texts of the translation tags of one template, by Django's own reading of them."""
    from django.utils.translation.template import templatize

    for found in _TEMPLATE_CALL.finditer(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        groups = found.groups()[1:]
        texts = [
            ast.literal_eval(f'"{b}"' if a is None else f"'{a}'")
            for a, b in zip(groups[::2], groups[1::2], strict=True)
            if a is not None or b is not None
        ]
        if message := _from_call(found.group(1), texts):
            yield message


def find() -> dict[tuple[str | None, str], tuple[str | None, set[str]]]:
    """Every text of the product: (context, text) → (plural, files)."""
    found: dict[tuple[str | None, str], tuple[str | None, set[str]]] = {}
    files = [(p, in_python) for p in [*ROOT.glob("twiza/**/*.py"), *ROOT.glob("config/*.py")]]
    files += [(p, in_template) for p in ROOT.glob("twiza/**/templates/**/*.html")]
    for path, reader in sorted(files):
        for context, text, plural in reader(path):
            if text:
                held = found.setdefault((context, text), (plural, set()))
                held[1].add(str(path.relative_to(ROOT)))
    return found


def merge(language: str, found: dict[tuple[str | None, str], tuple[str | None, set[str]]]) -> polib.POFile:
    """The catalogue of *language* with exactly the texts found, old translations kept."""
    path = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    old = {(e.msgctxt, e.msgid): e for e in polib.pofile(str(path))} if path.exists() else {}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": PLURALS[language],
    }
    for (context, text), (plural, files) in sorted(found.items(), key=lambda item: (item[0][1], item[0][0] or "")):
        entry = polib.POEntry(msgctxt=context, msgid=text, occurrences=[(f, "") for f in sorted(files)])
        before = old.get((context, text))
        if plural:
            entry.msgid_plural = plural
            forms = before.msgstr_plural if before else {}
            entry.msgstr_plural = {n: forms.get(n, "") for n in range(PLURAL_FORMS[language])}
        elif before:
            entry.msgstr = before.msgstr
        catalogue.append(entry)
    return catalogue


def problems(language: str, catalogue: polib.POFile) -> list[str]:
    """What is wrong with the committed catalogue of *language*: texts missing, unused, empty, not compiled."""
    folder = ROOT / "locale" / language / "LC_MESSAGES"
    if not (folder / "django.po").exists():
        return [f"{language}: no catalogue"]
    held = {(e.msgctxt, e.msgid) for e in polib.pofile(str(folder / "django.po"))}
    wanted = {(e.msgctxt, e.msgid) for e in catalogue}
    told = [f"{language}: not in the catalogue: {text!r}" for _, text in sorted(wanted - held, key=str)]
    told += [f"{language}: no longer used: {text!r}" for _, text in sorted(held - wanted, key=str)]
    told += [f"{language}: not translated: {e.msgid!r}" for e in catalogue if not e.translated()]
    compiled = folder / "django.mo"
    if not compiled.exists() or compiled.read_bytes() != polib.pofile(str(folder / "django.po")).to_binary():
        told.append(f"{language}: django.mo is not the compiled django.po")
    return told


def main(arguments: list[str]) -> int:
    """Update the catalogues, or only check them."""
    sys.path.insert(0, str(ROOT))
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
    found = find()
    told = []
    for language in LANGUAGES:
        catalogue = merge(language, found)
        if "--check" not in arguments:
            folder = ROOT / "locale" / language / "LC_MESSAGES"
            folder.mkdir(parents=True, exist_ok=True)
            catalogue.save(str(folder / "django.po"))
            polib.pofile(str(folder / "django.po")).save_as_mofile(str(folder / "django.mo"))
        told += problems(language, catalogue)
    for line in told:
        print(line)
    print(f"{len(found)} texts, {len(told)} to mend")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
