"""Compares the values in the pack with the forty criteria as they were measured beforehand."""

from pathlib import Path


def print_criteria(pack: Path) -> None:
    """placeholder"""
