"""An electorate in a CSV file: read exactly, or refused with the place that is wrong.

Columns `voter, class, tokens, delegate`, in any order, and one of two ways to say what people want; further
columns are left alone.

- `voter`: any name, once.
- `class`: creator, enterprise, public-body or patron; empty for a holder of tokens who is no member.
- `tokens`: whole tokens, decimal, at most 18 places. Never rounded.
- `delegate`: the name of another voter, or empty.
- `utility:NAME`, one column for each option: decimal, at most 18 places, perhaps negative. Or
- `ranking`: `A>B>no change`, best first. What is left out is below all that is named.

The options are "no change", whether it has a column or not, and then those that have one, in the file's
order; of rankings, those that are named, by the alphabet. A "no change" without a column is worth 0 to
everybody. Who has no utilities, or no ranking, does not take part.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from dao_sim.coop.quantities import parse_class
from dao_sim.errors import BadInput
from dao_sim.experiments.electorate import MAX_SUPPLY, NO_CHANGE, Electorate, Person
from dao_sim.files import write_atomically
from dao_sim.metrics.tallies import written
from dao_sim.metrics.tallies.outcome import repeated
from dao_sim.table import MAX_DIGITS, Source, open_rows, read_header, read_source
from dao_sim.units import MemberClass, Wei, format_amount, parse_amount

COLUMNS = ("voter", "class", "tokens", "delegate")
RANKING = "ranking"
UTILITY = "utility:"


def load_electorate(path: str | Path) -> Electorate:
    """The electorate in a file. Raises BadInput naming file and, as far as known, line, column and value."""
    source = read_source(path, "electorate")
    options = _options(source, read_header(source))
    columns = [*COLUMNS, *((f"{UTILITY}{name}" for name in options) if options else (RANKING,))]
    lines: dict[str, int] = {}
    rows = []
    with open_rows(source, columns) as found:
        for line, cells in found:
            rows.append(_Row(source, line, cells, options))
            if (first := lines.setdefault(rows[-1].name, line)) != line:
                reason = f"this voter is on line {first} already"
                raise source.bad(reason, line=line, column="voter", value=rows[-1].name)
    _check_delegates(source, rows, lines)
    _check_supply(source, rows)
    return _ranked(source, rows) if not options else _valued(rows, options)


def save_electorate(electorate: Electorate, path: str | Path) -> None:
    """Writes a file that `load_electorate` reads back to the same electorate.

    Raises BadInput if its preferences are not utilities of at most 18 places, and if it cannot be written.
    """
    if not electorate.cardinal:
        raise BadInput("electorate", "only utilities can be written to a file, and these are rankings")
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow([*COLUMNS, *(f"{UTILITY}{name}" for name in electorate.options)])
    for person in electorate.people:
        known = [""] * len(electorate.options)
        if person.utilities is not None:
            known = [_plain(utility) for utility in person.utilities]
        said = [person.name, _written_class(person.member_class), _plain(person.tokens)]
        table.writerow([*said, person.delegate or "", *known])
    try:
        write_atomically(Path(path), text.getvalue())
    except OSError as error:
        reason = f"the electorate cannot be written: {error.strerror or error}"
        raise BadInput("save", reason, file=str(path)) from error


class _Row:
    """A line of the file, read but for who its delegate is."""

    def __init__(self, source: Source, line: int, cells: dict[str, str], options: Sequence[str]) -> None:
        self.line = line
        column = ""
        try:
            column = "voter"
            self.name = cells[column]
            if not self.name:
                raise ValueError("must have a name")
            column = "class"
            self.member_class = _class(cells[column])
            column = "tokens"
            self.tokens = _tokens(cells[column])
            self.delegate = cells["delegate"] or None
            column = RANKING
            self.ranking = written.ranking(cells[column]) if cells.get(column) else ()
            self.utilities = []
            for name in options:
                column = f"{UTILITY}{name}"
                if cells[column]:
                    self.utilities.append(_utility(cells[column]))
            if 0 < len(self.utilities) < len(options):
                column = next(f"{UTILITY}{name}" for name in options if not cells[f"{UTILITY}{name}"])
                raise ValueError("must not be empty where the voter has others: give all, or none")
        except ValueError as error:
            raise source.bad(f"{column} {error}", line=line, column=column, value=cells[column]) from None

    def person(self, utilities: tuple[int, ...] | None) -> Person:
        """Who stands there."""
        return Person(
            name=self.name,
            member_class=self.member_class,
            tokens=self.tokens,
            delegate=self.delegate,
            utilities=utilities,
        )


def _options(source: Source, header: Sequence[str]) -> list[str]:
    """The options that have columns, in the file's order; none if there are rankings."""
    names = [column.removeprefix(UTILITY).strip() for column in header if column.startswith(UTILITY)]
    hint = f"give a column {RANKING}, or a column such as {UTILITY}A for each option"
    if names and RANKING in header:
        reason = f"preferences are given twice: as {RANKING} and as utilities"
        raise source.bad(reason, line=1, column=RANKING, hint=hint)
    if not names and RANKING not in header:
        raise source.bad("there is no column that says what people want", hint=hint, value=",".join(header))
    if "" in names:
        raise source.bad("an option needs a name", column=UTILITY, hint=hint)
    if (twice := repeated(names)) is not None:
        raise source.bad("an option has two columns", column=f"{UTILITY}{twice}")
    if names == [NO_CHANGE]:
        raise source.bad(
            f"there is no option beside {NO_CHANGE!r}", column=f"{UTILITY}{NO_CHANGE}", hint=hint
        )
    return names


def _valued(rows: Sequence[_Row], columns: Sequence[str]) -> Electorate:
    """From utilities; `columns` are the options that have one."""
    options = (NO_CHANGE, *(name for name in columns if name != NO_CHANGE))
    people = []
    for row in rows:
        known = dict(zip(columns, row.utilities, strict=False))
        utilities = tuple(known.get(name, 0) for name in options) if known else None
        people.append(row.person(utilities))
    return Electorate(options=options, people=tuple(people))


def _ranked(source: Source, rows: Sequence[_Row]) -> Electorate:
    """From rankings: an option has as many points as there are options on the ballot from it on."""
    named = sorted({name for row in rows for name in row.ranking} - {NO_CHANGE})
    if not named:
        reason = f"nobody ranks an option beside {NO_CHANGE!r}"
        raise source.bad(reason, column=RANKING, hint="write rankings such as A>B>no change")
    options = (NO_CHANGE, *named)
    people = []
    for row in rows:
        points = {name: len(row.ranking) - place for place, name in enumerate(row.ranking)}
        people.append(row.person(tuple(points.get(name, 0) for name in options) if points else None))
    return Electorate(options=options, people=tuple(people), cardinal=False)


def _check_delegates(source: Source, rows: Sequence[_Row], lines: dict[str, int]) -> None:
    for row in rows:
        if row.delegate is not None and row.delegate not in lines:
            reason = "delegate must be the name of a voter in this file, or empty"
            raise source.bad(reason, line=row.line, column="delegate", value=row.delegate)


def _check_supply(source: Source, rows: Sequence[_Row]) -> None:
    """Blames the line whose tokens are no longer too few."""
    supply = 0
    for row in rows:
        supply += row.tokens
        if supply > MAX_SUPPLY:
            reason = "with these the voters own more tokens than can be counted"
            hint = f"at most {format_amount(MAX_SUPPLY)} in all"
            raise source.bad(reason, line=row.line, column="tokens", value=_plain(row.tokens), hint=hint)


def _class(text: str) -> MemberClass:
    if text.lower() in ("", "none"):
        return MemberClass.NONE
    try:
        return parse_class(text)
    except ValueError as error:
        raise ValueError(f"{error}, or empty for no member") from None


def _tokens(text: str) -> Wei:
    if len(text) > MAX_DIGITS:
        raise ValueError(f"must have at most {MAX_DIGITS} digits, has {len(text)}")
    return Wei(parse_amount(text))


def _utility(text: str) -> int:
    """In units of 10^-18."""
    if len(text) > MAX_DIGITS:
        raise ValueError(f"must have at most {MAX_DIGITS} digits, has {len(text)}")
    digits = text.removeprefix("-")
    try:
        amount = parse_amount(digits)
    except ValueError:
        raise ValueError("must be a decimal number such as 0.5 or -2, with at most 18 places") from None
    return amount if digits == text else -amount


def _written_class(member_class: MemberClass) -> str:
    return "" if member_class is MemberClass.NONE else member_class.name.lower().replace("_", "-")


def _plain(amount: int) -> str:
    return format_amount(amount).replace(",", "")
