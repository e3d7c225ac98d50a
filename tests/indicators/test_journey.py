"""Every state of the journey has a way out and an owner, or is final; the diagram in the docs is the table's."""

from pathlib import Path

import pytest

from indicators.actions.steps import STEPS
from indicators.journey import (
    FINAL,
    OWNERS,
    TRANSITIONS,
    WORKER_STATES,
    Move,
    Owner,
    State,
    WrongMove,
    after,
    diagram,
    moves_from,
)


@pytest.mark.parametrize("state", State)
def test_every_state_has_an_owner_and_a_way_out_or_is_final(state):
    assert state in OWNERS
    assert bool(moves_from(state)) != (state in FINAL)
    assert (OWNERS[state] is Owner.NOBODY) == (state in FINAL or state is State.SUPERSEDED)


def test_every_state_can_be_reached_and_every_one_ends():
    reached = {State.RECEIVED}
    while more := {t.after for t in TRANSITIONS if t.before in reached} - reached:
        reached |= more
    assert reached == set(State)
    ending = set(FINAL)
    while more := {t.before for t in TRANSITIONS if t.after in ending} - ending:
        ending |= more
    assert ending == set(State)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_a_move_that_is_not_in_the_table_is_refused(state, move):
    ways = [t for t in TRANSITIONS if t.before is state and t.move is move]
    assert len(ways) <= 1
    if ways:
        assert after(state, move) is ways[0].after
    else:
        with pytest.raises(WrongMove):
            after(state, move)


def test_the_worker_has_a_step_for_each_of_its_states_and_for_no_other():
    assert set(STEPS) == set(WORKER_STATES)


def test_nothing_goes_live_without_a_person():
    ways = [t for t in TRANSITIONS if t.after is State.APPROVED]
    assert [t.by for t in ways] == [Owner.APPROVER]
    live = [(t.before, t.by) for t in TRANSITIONS if t.after is State.ACTIVE]
    assert live == [
        (State.APPROVED, Owner.WORKER),
        (State.SUPERSEDED, Owner.APPROVER),
    ]  # what was approved and was live


def test_the_diagram_in_the_readme_is_the_table():
    readme = Path(__file__).parents[2] / "README.md"
    assert diagram() in readme.read_text()
