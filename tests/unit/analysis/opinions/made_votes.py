"""Votes of people who belong to camps, always the same."""

from __future__ import annotations

import random

from analysis.opinions import AGREE, DISAGREE, PASS, Vote

STATEMENTS = 12


def camp_of(voter: int, camps: int) -> int:
    return voter % camps


def camps_votes(voters: int, camps: int = 2, *, each: int = 10, seed: int = 1) -> list[Vote]:
    """Statements whose number is a multiple of four please all; each other one, the camp whose
    turn it is, and nobody else. One vote in ten is a pass, one in ten is against the camp."""
    chance = random.Random(seed)
    votes = []
    for voter in range(voters):
        for number in sorted(chance.sample(range(STATEMENTS), each)):
            likes = number % 4 == 0 or number % camps == camp_of(voter, camps)
            said = AGREE if likes == (chance.random() > 0.1) else DISAGREE
            value = PASS if chance.random() < 0.1 else said
            votes.append(Vote(f"v{voter}", f"s{number:02}", value))
    return votes
