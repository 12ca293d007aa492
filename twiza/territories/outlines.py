"""Shapes of territories: parents from their children, neighbours from shared borders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

Shapes = dict[str, BaseGeometry]


def with_parents(leaves: Mapping[str, BaseGeometry], parents: Mapping[str, str | None]) -> Shapes:
    """Outlines of the leaves and of everything above them, by code.

    ``parents`` gives the code above each code, none above the country. Inner borders vanish
    because children share them exactly.
    """
    children: dict[str, list[str]] = defaultdict(list)
    for code, parent in parents.items():
        if parent is not None:
            children[parent].append(code)
    found: Shapes = dict(leaves)
    for code in sorted(children, key=lambda code: -_depth(code, parents)):
        parts = [found[child] for child in children[code] if child in found]
        if parts:
            found[code] = union(parts)
    return found


def _depth(code: str, parents: Mapping[str, str | None]) -> int:
    depth, above = 0, parents.get(code)
    while above is not None:
        depth, above = depth + 1, parents.get(above)
    return depth


def union(parts: Sequence[BaseGeometry]) -> BaseGeometry:
    """The union of a coverage; of shapes that are none, the slower and forgiving one."""
    try:
        whole = shapely.coverage_union_all(parts)
    except ShapelyError:
        return shapely.union_all(parts)
    return whole if whole.is_valid else shapely.union_all(parts)


def neighbours(shapes: Mapping[str, BaseGeometry]) -> list[tuple[str, str]]:
    """Pairs of codes, each once and in order, whose outlines share a line; a corner is not enough."""
    codes = sorted(shapes)
    if len(codes) < 2:
        return []
    geometries = np.array([shapes[code] for code in codes])
    left, right = shapely.STRtree(geometries).query(geometries, predicate="intersects")
    once = left < right
    left, right = left[once], right[once]
    shared = shapely.length(shapely.intersection(geometries[left], geometries[right])) > 0
    pairs = zip(left[shared].tolist(), right[shared].tolist(), strict=True)
    return sorted((codes[one], codes[other]) for one, other in pairs)
