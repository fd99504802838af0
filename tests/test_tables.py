"""The checked reader of tables: every fault in one line with line, column, value and what is allowed."""

from __future__ import annotations

from typing import Literal

import pytest
from pydantic import BaseModel, Field

from baogao.errors import CorpusError
from baogao.tables import Count, Fault, FilledIn, columns_of, read_rows, value_fault, write_rows


class Row(BaseModel):
    name: FilledIn
    level: Literal["city", "county"]
    times: Count = Field(alias="n")
    note: str


HEAD = ["name", "level", "n", "note"]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "t.csv"


def refusal(path, **options):
    with pytest.raises(CorpusError) as refused:
        read_rows(path, Row, **options)
    message = str(refused.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return message


@pytest.mark.parametrize(("suffix", "mark"), [(".csv", ","), (".tsv", "\t")])
def test_all_faults_are_named_in_the_order_of_the_lines(tmp_path, suffix, mark):
    path = tmp_path / f"t{suffix}"
    rows = [HEAD, ["澜州", "city", "3", ""], ["", "town", "3", "x"], ["石渚", "county", "-1", "y"]]
    path.write_text("".join(mark.join(row) + "\n" for row in rows), encoding="utf-8")
    assert (
        "line 3, name '': must be filled in, line 3, level 'town': must be one of city, county, "
        "line 4, n '-1': must be a count. Mend the table"
    ) in refusal(path)


def test_a_good_table_comes_as_strings_in_the_order_of_the_model(path, tmp_path):
    path.write_text('note,n,level,name\n"甲,乙",07,city,澜州\n', encoding="utf-8")
    table = read_rows(path, Row, unique=("name",))
    assert table.to_dict("list") == {"name": ["澜州"], "level": ["city"], "n": ["07"], "note": ["甲,乙"]}
    assert columns_of(Row) == HEAD
    write_rows(tmp_path / "u.csv", table)
    assert (tmp_path / "u.csv").read_text(encoding="utf-8") == 'name,level,n,note\n澜州,city,07,"甲,乙"\n'


def test_rows_that_must_differ_are_named_with_the_line_they_repeat(path):
    path.write_text("name,level,n,note\n甲,city,1,\n乙,city,1,\n甲,city,2,\n", encoding="utf-8")
    assert "line 4, name '甲': stands in line 2 already." in refusal(path, unique=("name",))
    told = refusal(path, unique=(("level", "n"),))
    assert "line 3, level 'city': stands in line 2 already with its n." in told


def test_a_check_of_several_cells_tells_its_faults_with_the_others(path):
    path.write_text("name,level,n,note\n甲,city,x,\n", encoding="utf-8")
    told = refusal(path, check=lambda table: [Fault(0, "note", f"must say why ({len(table)} row)")])
    assert "line 2, n 'x': must be a count, line 2, note '': must say why (1 row)" in told


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("name,level,n\n", "lacks column(s) note; the columns are name, level, n, note"),
        ("name,level,n,note,more\n", "has unknown column(s) more; the columns are"),
        ("name,level,n,note\n甲,city,1,,5\n", "line 2 has more cells than there are columns"),
        ("name,level,n,note\n甲,city,1,\n甲,city,1,,5\n", "cannot be read as a UTF-8 CSV table"),
        ("", "cannot be read as a UTF-8 CSV table"),
        ("name\n澜州\n".encode("gb18030"), "cannot be read as a UTF-8 CSV table"),
        (None, "there is no such file"),
    ],
)
def test_what_is_no_such_table_or_is_absent_is_refused(path, content, words):
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    assert words in refusal(path)


def test_cells_that_a_line_lacks_at_its_end_are_empty(path):
    path.write_text("name,level,n,note\n甲,city,1\n", encoding="utf-8")
    assert read_rows(path, Row)["note"].tolist() == [""]


def test_one_value_is_checked_by_the_same_words():
    assert value_fault(Row, "level", "town") == "must be one of city, county"
    assert value_fault(Row, "level", "city") == value_fault(Row, "note", "") == value_fault(Row, "other", "") == ""
