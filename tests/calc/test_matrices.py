"""A product in strips is the product."""

import numpy as np
import pytest

from twiza.calc import matrices


@pytest.mark.parametrize("shape", [(1, 1, 1), (37, 5, 4), (0, 3, 2), (4, 0, 3), (5, 3, 0)])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("limit", [1, 50, 260_000])
def test_strips_of_any_size_give_the_product(shape, kind, limit, monkeypatch):
    monkeypatch.setattr(matrices, "_UNTHREADED", limit)
    n, k, m = shape
    generator = np.random.default_rng(3)
    left, right = generator.normal(size=(n, k)).astype(kind), generator.normal(size=(k, m)).astype(kind)
    found = matrices.product(left, right)
    assert found.dtype == kind
    np.testing.assert_allclose(found, left @ right, rtol=1e-5, atol=1e-6)
