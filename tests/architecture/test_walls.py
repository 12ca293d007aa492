"""Walls that import-linter cannot see: foreign keys by name, and templates."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
ORDER = [
    "calc",
    "journal",
    "search",
    "jobs",
    "ui",
    "sealing",
    "messages",
    "files",
    "papers",
    "packs",
    "territories",
    "accounts",
    "bank",
    "registry",
    "opportunities",
    "projects",
    "planner",
    "dossier",
    "portal",
]
BESIDE = ({"journal", "search", "jobs", "ui", "sealing"}, {"messages", "files"}, {"planner", "dossier"})
"""Areas of one floor, which know nothing of each other."""
OF_LIBRARIES = {"account", "mfa", "allauth", "socialaccount", "usersessions"}
"""Folders of templates that a library asks for by name."""
TEMPLATES = sorted(ROOT.glob("twiza/*/templates/**/*.html"))
_REACHES = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"'#]+)""")


def may_use(user: str, used: str) -> bool:
    """Whether area *user* stands above area *used*."""
    if user == used:
        return True
    if any(user in floor and used in floor for floor in BESIDE):
        return False
    return ORDER.index(used) < ORDER.index(user)


def area_of(path: Path) -> str:
    return path.relative_to(ROOT / "twiza").parts[0]


def test_every_area_has_its_place_in_the_order() -> None:
    areas = {p.parent.name for p in ROOT.glob("twiza/*/__init__.py")}
    assert areas == set(ORDER)


def test_the_order_is_that_of_the_import_checker() -> None:
    told = (ROOT / "pyproject.toml").read_text().split("layers = [")[1].split("]")[0]
    lines = [set(line.split(" | ")) for line in re.findall(r'"([^"]+)"', told)]

    assert set().union(*lines) == set(ORDER)
    assert all(
        may_use(user, used) == (above < below)
        for above, users in enumerate(lines)
        for below, useds in enumerate(lines)
        for user in users
        for used in useds
        if user != used
    )


@pytest.mark.parametrize("module", sorted(ROOT.glob("twiza/calc/**/*.py")), ids=lambda p: p.stem)
def test_the_thinking_imports_numbers_and_words_only(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    named = [one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names]
    named += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    outside = {name.split(".")[0] for name in named} - set(sys.stdlib_module_names)

    assert outside <= {"numpy", "Stemmer", "twiza"}
    assert [name for name in named if name.startswith("twiza") and not name.startswith("twiza.calc")] == []


def test_foreign_keys_point_downwards() -> None:
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("twiza.")
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and isinstance(field.related_model, type)
        and field.related_model.__module__.startswith("twiza.")
        and not may_use(model.__module__.split(".")[1], field.related_model.__module__.split(".")[1])
    ]
    assert wrong == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT / "twiza")))
def test_templates_reach_only_downwards(template: Path) -> None:
    reached = {name.split("/")[0] for name in _REACHES.findall(template.read_text(encoding="utf-8"))}
    wrong = {name for name in reached & set(ORDER) if not may_use(area_of(template), name)}
    assert wrong == set()


def test_templates_lie_in_a_folder_of_their_area() -> None:
    for template in TEMPLATES:
        area, *rest = template.relative_to(ROOT / "twiza").parts
        if rest[1] not in OF_LIBRARIES:
            assert rest[1] == area, f"{template} belongs in templates/{area}/"


def test_every_template_is_used() -> None:
    sources = [*ROOT.glob("twiza/**/*.py"), *TEMPLATES]
    text = {p: p.read_text(encoding="utf-8") for p in sources}
    unused = []
    for template in TEMPLATES:
        parts = template.parts
        name = "/".join(parts[parts.index("templates") + 1 :])
        by_component = "/components/" in name and f'"{template.stem}"' in "".join(text.values()).replace("'", '"')
        by_library = name.split("/")[0] in OF_LIBRARIES
        mentioned = any(name in content for path, content in text.items() if path != template)
        # a view of the area may leave out the folder, which is always the area's own, and the ending
        short = (f'"{template.name}"', f'"{template.stem}"')
        own = [
            text[p] for p in text if p.suffix == ".py" and p.parts[-2] == "views" and area_of(p) == area_of(template)
        ]
        mentioned |= any(one in content for content in own for one in short)
        if not (by_component or by_library or mentioned):
            unused.append(name)
    assert unused == []
