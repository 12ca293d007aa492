"""The encoder's table lies in a file that all workers map."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from twiza.opportunities.encoder import share_table


@dataclass
class Model:
    """What ``share_table`` needs of an encoder."""

    table: NDArray[np.uint8]


def small() -> Model:
    return Model(np.arange(12, dtype=np.uint8).reshape(3, 4))


def test_the_table_is_read_from_the_file_and_is_the_same(tmp_path: Path) -> None:
    first, second = small(), small()

    share_table(first, tmp_path / "table.npy")
    share_table(second, tmp_path / "table.npy")

    assert [path.name for path in tmp_path.iterdir()] == ["table.npy"]
    for model in (first, second):
        assert isinstance(model.table.base, np.memmap)
        assert model.table.tolist() == small().table.tolist()


def test_a_file_of_another_shape_is_not_used(tmp_path: Path) -> None:
    np.save(tmp_path / "table.npy", np.zeros((1, 4), dtype=np.uint8))
    model = small()

    share_table(model, tmp_path / "table.npy")

    assert model.table.tolist() == small().table.tolist()


def test_where_nothing_can_be_written_the_table_stays(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    model = small()

    with caplog.at_level(logging.WARNING):
        share_table(model, tmp_path / "missing" / "table.npy")

    assert model.table.tolist() == small().table.tolist()
    assert "cannot be shared" in caplog.text
