"""Votes as a sparse table in canonical order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.errors import AnalysisError

AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True)
class Vote:
    """What a voter said of a statement: `AGREE`, `DISAGREE`, or `PASS` when it is neither."""

    voter: str
    statement: str
    value: int


@dataclass(frozen=True)
class VoteTable:
    """Who voted what, as sparse tables of the same shape (voters × statements).

    Attributes
    ----------
    voters : sorted by what they voted, so that neither order nor names reach the computation.
    statements : sorted by id.
    values : 1, 0 and -1, where 0 is stored: what is not stored was not seen.
    """

    voters: tuple[str, ...]
    statements: tuple[str, ...]
    values: sparse.csr_array

    @property
    def seen(self) -> sparse.csr_array:
        """1 wherever there is a vote."""
        return self._where(np.ones(len(self.values.data)))

    def said(self, value: int) -> sparse.csr_array:
        """1 wherever the vote is `value`, a stored 0 elsewhere."""
        return self._where((self.values.data == value).astype(float))

    def _where(self, data: NDArray[np.float64]) -> sparse.csr_array:
        values = self.values
        return sparse.csr_array((data, values.indices, values.indptr), shape=values.shape)

    @property
    def votes_of_voters(self) -> NDArray[np.intp]:
        """Number of votes of each voter, passes included."""
        return np.asarray(np.diff(self.values.indptr), dtype=np.intp)

    def of(self, rows: NDArray[np.intp]) -> VoteTable:
        """The table of some voters, one of them several times if asked."""
        names = tuple(self.voters[row] for row in rows)
        return VoteTable(names, self.statements, self.values[rows])

    @property
    def hash(self) -> str:
        """SHA-256 of the votes, without the names of the voters."""
        content = sha256("\x1f".join(self.statements).encode("utf-8", errors="replace"))
        for part in (self.values.indptr, self.values.indices, self.values.data):
            content.update(part.astype("<i8").tobytes())
        return content.hexdigest()


def vote_table(votes: Iterable[Vote]) -> VoteTable:
    """Lay out votes given in any order.

    Raises
    ------
    AnalysisError : a value that is no vote, a voter who voted twice on a statement.
    """
    given = list(votes)
    for vote in given:
        if vote.value not in (AGREE, PASS, DISAGREE):
            raise AnalysisError(f"{vote.value!r} is no vote: it must be 1, 0 or -1.")
    voters = sorted({vote.voter for vote in given})
    statements = sorted({vote.statement for vote in given})
    row_of = {name: row for row, name in enumerate(voters)}
    column_of = {name: column for column, name in enumerate(statements)}
    rows = np.array([row_of[vote.voter] for vote in given], dtype=np.int64)
    columns = np.array([column_of[vote.statement] for vote in given], dtype=np.int64)
    values = np.array([vote.value for vote in given], dtype=float)
    order = np.lexsort((columns, rows))
    rows, columns, values = rows[order], columns[order], values[order]
    twice = np.flatnonzero((np.diff(rows) == 0) & (np.diff(columns) == 0))
    if len(twice):
        voter, statement = voters[rows[twice[0]]], statements[columns[twice[0]]]
        raise AnalysisError(f"Voter {voter!r} has two votes on statement {statement!r}.")
    starts = np.searchsorted(rows, np.arange(len(voters) + 1))
    shape = (len(voters), len(statements))
    table = VoteTable(
        tuple(voters), tuple(statements), sparse.csr_array((values, columns, starts), shape=shape)
    )
    return table.of(_canonical(table.values))


def _canonical(values: sparse.csr_array) -> NDArray[np.intp]:
    """Rows sorted by what they hold; those that hold the same are the same to what follows."""
    starts = values.indptr
    held = [
        (
            values.indices[start:end].astype(">i4").tobytes(),
            values.data[start:end].astype("i1").tobytes(),
        )
        for start, end in pairwise(starts)
    ]
    return np.array(sorted(range(len(held)), key=held.__getitem__), dtype=np.intp)
