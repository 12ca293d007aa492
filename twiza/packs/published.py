"""The JSON Schemas that editors use to complete and check a pack's files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from twiza.packs.check import SCHEMAS
from twiza.packs.reader import LISTS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema of each kind of YAML file, by the name of the file it describes."""
    found: dict[str, dict[str, Any]] = {}
    for part, model in SCHEMAS.items():
        if part == "territories":
            continue
        name = {"identity": "pack", "indicators": "indicators-definitions"}.get(part, part)
        listed = part in LISTS or part == "indicators" or part.startswith("law_")
        one = model.model_json_schema(by_alias=True)
        definitions = one.pop("$defs", {})
        if listed:
            several = {"type": "array", "items": {"$ref": "#/$defs/Item"}}
            definitions["Item"] = one
            alone = {"$ref": "#/$defs/Item"}
            one = {"anyOf": [several, alone]} if part in {"project_models", "law_papers"} else several
        found[name] = {"$schema": DIALECT, "title": name, **one, "$defs": definitions}
    return found


def write_schemas(folder: Path) -> list[Path]:
    """Write ``NAME.schema.json`` for each into *folder*; give back their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas().items():
        path = folder / f"{name.replace('_', '-')}.schema.json"
        path.write_text(json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        written.append(path)
    return written
