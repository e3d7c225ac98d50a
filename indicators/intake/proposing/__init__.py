"""From a file that nobody has described yet to the profile that could read it. Pure; every guess says why and how surely.

The way: ``sheets`` (rows of texts) → ``placing`` (which column holds codes of which level) → ``heading`` → ``door``
(persons are refused before anything is told) → ``notation``, ``shaping`` (wide or long, where periods stand) → ``naming``
(columns to measures), ``ignoring`` → ``relations`` → ``documenting``; ``proposer`` is that way in one function.
"""

from indicators.intake.proposing.guesses import REASONS, SURE, Guess
from indicators.intake.proposing.known import Known, KnownLevel
from indicators.intake.proposing.proposal import Proposal, RowKind, SeenColumn, SeenRow, SeenSheet, SeenSign, Use
from indicators.intake.proposing.proposer import likely_profiles, propose

__all__ = [
    "REASONS",
    "SURE",
    "Guess",
    "Known",
    "KnownLevel",
    "Proposal",
    "RowKind",
    "SeenColumn",
    "SeenRow",
    "SeenSheet",
    "SeenSign",
    "Use",
    "likely_profiles",
    "propose",
]
