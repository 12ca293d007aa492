"""Location quotients that do not mistake a handful of establishments for a vocation."""

from __future__ import annotations

from scipy.special import betaincinv

# Pseudo-counts of the beta prior of each sector, estimated on the 1,503 communes.
PRIOR_STRENGTH = {"industry": 71.0, "commerce": 65.0, "services": 63.0, "construction": 125.0}


def shrunk_quotient(hits: float, total: float, national: float, strength: float) -> tuple[float, float, float]:
    """Share of a sector over the national share, after a beta-binomial pull towards the nation.

    :param hits: establishments of the sector; :param total: all businesses;
    :param national: the sector's share in the country, 0 to 1; :param strength: prior pseudo-counts.
    :returns: posterior mean and the 5 % and 95 % quantiles, each divided by *national*.
    """
    alpha = strength * national + hits
    beta = strength * (1 - national) + total - hits
    low, high = (float(betaincinv(alpha, beta, p)) / national for p in (0.05, 0.95))
    return alpha / (alpha + beta) / national, low, high


def distinct_quotient(hits: float, total: float, national: float, strength: float) -> float:
    """The shrunk quotient, or exactly 1 where its 90 % interval holds 1."""
    mean, low, high = shrunk_quotient(hits, total, national, strength)
    return mean if low > 1 or high < 1 else 1.0


def one_person_share(ones: float, total: float) -> float:
    """Percentage of businesses of one person, drawn a little towards one half (ten pseudo-counts)."""
    return 100 * (ones + 5) / (total + 10)
