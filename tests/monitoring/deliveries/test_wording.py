"""Every code of the journey has words: states, steps, moves of people, refusals."""

import pytest
from django.utils import translation

from indicators.actions.errors import REFUSAL_CODES, Refused
from indicators.journey import TRANSITIONS, Move, Owner, State
from monitoring.deliveries.offers import BY_MOVE
from monitoring.journey_messages import EVENTS, MOVES, STATES, refusal

EXAMPLES = {"state": "refused", "move": "approve", "period": "2024-13", "allowed": "day", "kind": "year"}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("code", sorted(REFUSAL_CODES))
def test_refusal_says_what_happened_what_is_safe_and_what_to_do(code: str, language: str) -> None:
    params = {name: EXAMPLES.get(name, "7") for name in REFUSAL_CODES[code]}
    with translation.override(language):
        told = refusal(Refused(code, **params))
    assert told.what and told.safe and told.advice
    assert told.what != code and "%(" not in str(told)


def test_refusals_of_the_pages_have_words_too() -> None:
    for code, params in {
        "not_permitted": {"person": "x"},
        "unknown_person": {"person": "x"},
        "no_trial": {},
        "outdated": {},
    }.items():
        assert refusal(Refused(code, **params)).what != code


def test_every_state_has_words() -> None:
    assert set(STATES) == set(State)


def test_every_move_has_its_line_in_the_history() -> None:
    """Beside the moves stand the acts that change no state."""
    acts = {"receive", "ask_to_cancel", "cancel_too_late", "take_over", "give_reason", "record_note", "remove_note"}
    assert {*acts, *Move} == set(EVENTS)


def test_every_move_of_a_person_has_a_button_and_a_verb() -> None:
    persons = {transition.move for transition in TRANSITIONS if transition.by is not Owner.WORKER}
    with_a_release = {Move.COLLECT, Move.PART, Move.ROLL_BACK, Move.RESTORE}  # decided on the pages of releases
    assert persons - with_a_release == set(BY_MOVE)
    assert set(MOVES) == {*BY_MOVE, Move.COLLECT, Move.PART, "note", "give_reason"}
