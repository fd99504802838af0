"""Commands that print what stands together: slogans in the same passages, slogans and topics, neighbouring words."""

from __future__ import annotations

from typing import Literal

import click

from baogao.cli.choices import part_of, policy_option, where_option
from baogao.cli.printing import format_option, print_table


@click.command()
@click.argument("collection")
@click.option("--topics", is_flag=True, help="Slogans with the topics of the stored model, not with each other.")
@click.option("--min-reports", type=int, default=5, show_default=True, help="Leave out what fewer reports have.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the permutations.")
@where_option
@format_option
def associations(
    collection: str, topics: bool, min_reports: int, seed: int, where: tuple[str, ...], style: str
) -> None:
    """Print which slogans of COLLECTION stand in the same passages, or in passages of which topics.

    Only occurrences count that lie inside no longer form: a slogan within another one is not beside it, and one
    that mostly stands in longer forms is seen in fewer passages than plain counting finds.
    expected: passages with both, if each report had each anywhere. p_permutation: the places of one slogan
    are those of other issuers' reports, laid over by relative place; empty with fewer than four issuers.
    """
    from baogao.front.associations import slogan_associations, topic_associations

    associate = topic_associations if topics else slogan_associations
    print_table(associate(part_of(collection, where), min_reports=min_reports, seed=seed), style)


@click.command()
@click.argument("collection")
@policy_option
@click.option("--min-count", type=int, default=5, show_default=True, help="Leave out pairs that occur fewer times.")
@where_option
@format_option
def collocations(
    collection: str, policy: Literal["protected", "plain"], min_count: int, where: tuple[str, ...], style: str
) -> None:
    """Print the neighbouring words of COLLECTION that attract each other, the highest z first.

    lambda and z: interaction of the log-linear model of each pair's table, as quanteda has it; log_dice: at
    most 14, when neither word stands without the other. z orders pairs and tests nothing. Takes the raw texts.
    """
    from baogao.front.associations import collocations as find

    print_table(find(part_of(collection, where), policy=policy, min_count=min_count), style)
