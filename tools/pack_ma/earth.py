"""Measures on the ellipsoid WGS 84: areas, distances, and the repair of misread latitudes."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SEMI_MAJOR = 6_378_137.0
FLATTENING = 1 / 298.257223563
ECCENTRICITY = float(np.sqrt(FLATTENING * (2 - FLATTENING)))


def repair_latitude(latitude: Floats) -> Floats:
    """Latitude in degrees from one that was read off Mercator's y as if the earth were a sphere.

    The maker of the map took the y of the ellipsoid, ``atanh(s) - e*atanh(e*s)``, for the y of a
    sphere the other way round; undoing it moves Morocco 0.13 to 0.19 degrees south.
    """
    eccentricity = 0.0818191908
    sine = np.sin(np.radians(latitude))
    y = np.arctanh(sine) - eccentricity * np.arctanh(eccentricity * sine)
    return np.degrees(np.arctan(np.sinh(y)))


def _authalic(latitude: Floats) -> Floats:
    """Snyder's q (Map Projections, 1987, eq. 3-12): proportional to the area south of a parallel."""
    sine, e = np.sin(np.radians(latitude)), ECCENTRICITY
    return (1 - e**2) * (sine / (1 - (e * sine) ** 2) + np.arctanh(e * sine) / e)


def area_km2(shape: shapely.Geometry) -> float:
    """Area in km² on the ellipsoid, by the cylindrical equal-area projection (Snyder eq. 10-14, 10-15)."""

    def flat(points: Floats) -> Floats:
        x = SEMI_MAJOR * np.radians(points[:, 0])
        return np.column_stack([x, SEMI_MAJOR * _authalic(points[:, 1]) / 2])

    return float(shapely.area(shapely.transform(shape, flat)) / 1e6)


def distance_km(lat1: Floats, lon1: Floats, lat2: Floats, lon2: Floats) -> Floats:
    """Geodesic distances in km between points in degrees (Vincenty's inverse formula, 1975).

    Shapes broadcast. Coincident points give 0. Not for nearly antipodal points.
    """
    f, a = FLATTENING, SEMI_MAJOR
    b = a * (1 - f)
    u1, u2 = (np.arctan((1 - f) * np.tan(np.radians(v))) for v in (lat1, lat2))
    length = np.radians(np.asarray(lon2) - np.asarray(lon1))
    lam = length
    for _ in range(12):
        sin_s = np.hypot(np.cos(u2) * np.sin(lam), np.cos(u1) * np.sin(u2) - np.sin(u1) * np.cos(u2) * np.cos(lam))
        cos_s = np.sin(u1) * np.sin(u2) + np.cos(u1) * np.cos(u2) * np.cos(lam)
        sigma = np.arctan2(sin_s, cos_s)
        safe = np.where(sin_s == 0, 1.0, sin_s)
        sin_a = np.where(sin_s == 0, 0.0, np.cos(u1) * np.cos(u2) * np.sin(lam) / safe)
        cos2_a = 1 - sin_a**2
        cos_2m = np.where(cos2_a == 0, 0.0, cos_s - 2 * np.sin(u1) * np.sin(u2) / np.where(cos2_a == 0, 1, cos2_a))
        c = f / 16 * cos2_a * (4 + f * (4 - 3 * cos2_a))
        lam = length + (1 - c) * f * sin_a * (sigma + c * sin_s * (cos_2m + c * cos_s * (2 * cos_2m**2 - 1)))
    square = cos2_a * (a**2 - b**2) / b**2
    big_a = 1 + square / 16384 * (4096 + square * (-768 + square * (320 - 175 * square)))
    big_b = square / 1024 * (256 + square * (-128 + square * (74 - 47 * square)))
    delta = (
        big_b
        * sin_s
        * (
            cos_2m
            + big_b / 4 * (cos_s * (2 * cos_2m**2 - 1) - big_b / 6 * cos_2m * (4 * sin_s**2 - 3) * (4 * cos_2m**2 - 3))
        )
    )
    return np.asarray(b * big_a * (sigma - delta) / 1000)
