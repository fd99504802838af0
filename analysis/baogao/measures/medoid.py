"""Agreement of seeds: which of several fits is most like the others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from baogao.arguments import measure
from baogao.errors import SettingError
from baogao.measures.topic_scores import paired_cosines
from baogao.measures.topics import TopicModel


@measure
def seed_agreement(models: Sequence[TopicModel]) -> pd.DataFrame:
    r"""How far the fit of each seed agrees with those of the others.

    Parameters
    ----------
    models : sequence of TopicModel
        At least two, of one vocabulary and one `k`.

    Returns
    -------
    pandas.DataFrame
        One row a model: ``seed``, ``cosine`` (0 to 1: mean over the other models, and over
        topics, of the cosine to the topic it is paired with), ``medoid`` (True for one: the
        model with the largest ``cosine``; of equal ones, the first).

    Raises
    ------
    SettingError
        If there are fewer than two models, or they differ in vocabulary or `k`.

    Notes
    -----
    Topics of two models are paired one to one so that the sum of cosines between their rows of
    phi is largest. With :math:`s_{ij}` the mean cosine of models *i* and *j*, the medoid is

    .. math:: \arg\max_i \frac{1}{m - 1} \sum_{j \ne i} s_{ij}.

    It is the fit to show when one must be shown: a member of the set, not an average of it
    [1]_. The number flatters the medoid, which was chosen by it: score that on seeds that had
    no part in the choice (`baogao.measures.recurrence.recurrence`).

    References
    ----------
    .. [1] Kaufman, L. and Rousseeuw, P. J. (1990). Finding Groups in Data. Wiley, chapter 2.

    Examples
    --------
    >>> def model(seed, phi):
    ...     ids, lengths = ("a:1", "a:2"), np.array([9, 9])
    ...     return TopicModel(np.eye(2), np.array(phi), ("农业", "法院"), ids, lengths, "gibbs", {"seed": seed})
    >>> models = model(1, [[1, 0], [0, 1]]), model(2, [[0.6, 0.8], [1, 0]]), model(3, [[1, 0], [0, 1]])
    >>> seed_agreement(models)[["seed", "cosine", "medoid"]].values.tolist()
    [[1, 0.95, True], [2, 0.9, False], [3, 0.95, False]]
    """
    if len(models) < 2:
        raise SettingError(f"{len(models)} model(s): agreement compares seeds; fit at least 2, better 5.")
    if len({(model.vocabulary, len(model.phi)) for model in models}) > 1:
        raise SettingError("the models differ in vocabulary or k; fit all of them on the same matrix with one k.")
    cosines = np.full((len(models), len(models)), np.nan)
    for i, one in enumerate(models):
        for j in range(i):  # pairing is the same either way
            cosines[i, j] = cosines[j, i] = paired_cosines(one.phi, models[j].phi).mean()
    means = np.nanmean(cosines, axis=1).round(12)
    seeds = [model.settings.get("seed") for model in models]
    return pd.DataFrame({"seed": seeds, "cosine": means, "medoid": np.arange(len(models)) == means.argmax()})
