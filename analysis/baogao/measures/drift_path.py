"""The path of a series of reports in the plane, and whether a report breaks with the past and is followed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from baogao.arguments import measure
from baogao.errors import SettingError
from baogao.measures.divergence import Floats
from baogao.measures.pairs import principal_coordinates, squared

MIN_LAGS = 2


@measure
def drift_path(pairs: pd.DataFrame) -> pd.DataFrame:
    r"""Places of the reports of a series in the plane that shows their distances best.

    Parameters
    ----------
    pairs : pandas.DataFrame
        As `baogao.measures.drift.drift` returns it.

    Returns
    -------
    pandas.DataFrame
        One row a report, by year: ``year``, ``x``, ``y`` (roots of bits; only distances mean
        something, and the first axis is turned so that later years lie to the right, the second so
        that the first report lies above), ``share_x``, ``share_y`` (of the differences between all
        reports that the axis shows, 0 to 1).

    Raises
    ------
    TableError
        If `pairs` lacks a column or a pair.

    Notes
    -----
    Principal coordinates [1]_ of ``excess``: with *J* the centring matrix, the eigenvectors of
    :math:`-J \mathit{excess} J / 2` times the roots of their eigenvalues. Negative eigenvalues,
    which come from the noise that the floor takes off, are left out, of the shares too. Steady
    drift bends into a horseshoe in the plane, because far years cannot become further apart
    than having nothing in common [2]_: read neighbours, gaps and turns, not the arch.

    References
    ----------
    .. [1] Gower, J. C. (1966). Some distance properties of latent root and vector methods used
       in multivariate analysis. Biometrika 53, 325-338.
    .. [2] Diaconis, P., Goel, S. and Holmes, S. (2008). Horseshoes in multidimensional scaling
       and local kernel methods. Annals of Applied Statistics 2(3), 777-807.

    Examples
    --------
    >>> pairs = pd.DataFrame({"year_from": [1990, 1990, 1991], "year_to": [1991, 1992, 1992], "excess": [1, 4, 1]})
    >>> drift_path(pairs)[["year", "x", "share_x"]].abs().round(6).values.tolist()  # on a line, 1 apart
    [[1990.0, 1.0, 1.0], [1991.0, 0.0, 1.0], [1992.0, 1.0, 1.0]]
    """
    years, squares = squared(pairs, "excess")
    places, shares = principal_coordinates(squares)
    if places.shape[1] == 1:
        places, shares = np.column_stack([places, np.zeros(len(years))]), np.r_[shares, 0.0]
    x, y = places[:, 0], places[:, 1]
    x = x if x @ (years - years.mean()) >= 0 else -x
    y = y if y[0] >= 0 else -y
    return pd.DataFrame({"year": years, "x": x, "y": y, "share_x": shares[0], "share_y": shares[1]})


@measure
def resonance(pairs: pd.DataFrame, *, window: int = 5) -> pd.DataFrame:
    r"""How far each report is from those before it and from those after it.

    Parameters
    ----------
    pairs : pandas.DataFrame
        As `baogao.measures.drift.drift` returns it.
    window : int
        Years before and after.

    Returns
    -------
    pandas.DataFrame
        One row a report, by year: ``year``, ``novelty`` (mean excess to the reports of the years
        before, bits), ``transience`` (to those after), ``resonance`` (novelty less transience:
        above 0 the report left the past more than the future left it), ``n_lags`` (years apart
        that count: those with a report on both sides). NaN with under 2 of them, as at both
        ends.

    Raises
    ------
    SettingError
        If `window` is under 2.
    TableError
        If `pairs` lacks a column or a pair.

    Notes
    -----
    After [1]_, who take the Kullback-Leibler divergence of the topics of a speech from those of the
    speeches before and after. Here it is the divergence of terms above its floor
    (`baogao.measures.drift.drift`), which does not move with the length of a report. Only years
    apart with a report on both sides count, so that under steady drift resonance is 0 even next
    to a gap. Neighbours share reports and are not independent: one report a year makes a
    description, no estimate.

    References
    ----------
    .. [1] Barron, A. T. J., Huang, J., Spang, R. L. and DeDeo, S. (2018). Individuals, institutions,
       and innovation in the debates of the French Revolution. PNAS 115(18), 4607-4612.

    Examples
    --------
    >>> first, other = np.triu_indices(7, 1)
    >>> new = ((first < 3) & (other >= 3)).astype(float)  # the report of 1993 brings what stays
    >>> pairs = pd.DataFrame({"year_from": 1990 + first, "year_to": 1990 + other, "excess": new})
    >>> resonance(pairs, window=3)["resonance"].round(2).tolist()
    [nan, nan, -1.0, 1.0, 0.5, nan, nan]
    """
    if window < MIN_LAGS:
        raise SettingError(f"window={window}: must be at least {MIN_LAGS} years.")
    years, squares = squared(pairs, "excess")
    place = {int(year): row for row, year in enumerate(years)}
    rows = [_one(int(year), place, squares, window) for year in years]
    return pd.DataFrame(rows, columns=["year", "novelty", "transience", "resonance", "n_lags"])


def _one(year: int, place: dict[int, int], squares: Floats, window: int) -> tuple[int, float, float, float, int]:
    lags = [lag for lag in range(1, window + 1) if year - lag in place and year + lag in place]
    if len(lags) < MIN_LAGS:
        return year, float("nan"), float("nan"), float("nan"), len(lags)
    novelty = float(np.mean([squares[place[year], place[year - lag]] for lag in lags]))
    transience = float(np.mean([squares[place[year], place[year + lag]] for lag in lags]))
    return year, novelty, transience, novelty - transience, len(lags)
