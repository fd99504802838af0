"""The command ``baogao``: one module a group of commands, errors as one line."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from baogao.cli.annotate import annotate
from baogao.cli.association import associations, collocations
from baogao.cli.corpus import build, doctor, duplicates, import_
from baogao.cli.explore import explore
from baogao.cli.lives import first_uses, lives
from baogao.cli.measures import attestations, drift, keyness, slogans, topic_grid, topics
from baogao.cli.printing import as_options
from baogao.cli.rhetoric import prose, reuse, rhetoric
from baogao.cli.sharing import cite, export, new
from baogao.cli.study import card, compare_lexicons, extend, figures, refit, refit_reader, verify
from baogao.cli.text import discover, kwic, segment
from baogao.cli.themes import effects, intrude, refit_specification, seeded, themes
from baogao.cli.translations import renderings
from baogao.errors import LONGEST, BaogaoError, printable
from baogao.files import NO_ROOM


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="baogao")
def cli() -> None:
    """Slogans, drift and rhetoric of Chinese official reports.

    COLLECTION is a name under corpus/ (such as work-reports) or the path of a folder with
    a reports.csv. Exit codes: 0 done; 1 done, but some inputs were skipped or the answer is no;
    2 nothing done, with one line that says why.
    """


for _command in (
    *(import_, build, duplicates, doctor, card, segment, annotate, kwic, discover),
    *(slogans, attestations, renderings, lives, first_uses, keyness, associations, collocations),
    *(topics, topic_grid, themes, intrude, effects, seeded, drift, rhetoric, prose, reuse),
    *(new, cite, export, explore, figures, verify),
    *(refit, extend, refit_reader, refit_specification, compare_lexicons),
):
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit code. Every refusal is one line on standard error."""
    try:
        code = cli.main(list(arguments) if arguments is not None else None, prog_name="baogao", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 0
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "baogao"
        return _refuse(f"{error.format_message()} See `{where} --help`.")
    except click.ClickException as error:
        return _refuse(error.format_message())
    except BaogaoError as error:
        return _refuse(as_options(str(error), _command_of(arguments)))
    except (click.Abort, KeyboardInterrupt):
        return _refuse("stopped; nothing that was not finished has been written.")
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        remedy = "make room and run it again" if error.errno in NO_ROOM else "check that it exists and can be written"
        return _refuse(f"{error.filename or 'a file'}: {error.strerror or error}; {remedy}.")
    return code if isinstance(code, int) else 0


def _command_of(arguments: Sequence[str] | None) -> click.Command:
    words = sys.argv[1:] if arguments is None else arguments
    return next((cli.commands[word] for word in words if word in cli.commands), cli)


def _refuse(message: str) -> int:
    words = (word if len(word) <= LONGEST else f"{word[:LONGEST]}…" for word in message.split())
    click.echo("baogao: " + printable(" ".join(words)), err=True)
    return 2
