"""Every reason of a guess has words that use its parameters; every kind of row has a name."""

import re

import pytest

from indicators.intake.proposing import REASONS, RowKind
from indicators.intake.proposing.guesses import guess
from monitoring.deliveries.profiling.words import ROW_KINDS, WORDS, reason_of


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_words(reason: str) -> None:
    named = set(re.findall(r"%\((\w+)\)s", str(WORDS[reason])))
    assert named <= set(REASONS[reason])
    told = reason_of(guess("key", "value", 1.0, reason, **dict.fromkeys(REASONS[reason], 1234)))
    assert "%(" not in told and told != reason


def test_there_are_no_words_without_a_reason() -> None:
    assert set(WORDS) == set(REASONS)
    assert set(ROW_KINDS) == set(RowKind)
