"""A large calculation is shared between workers: the same blocks, hash for hash, whoever computes them, and whoever dies."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection, transaction

from indicators.actions import sharing, steps
from indicators.actions.inputs import KnownInputs
from indicators.journey import State
from indicators.models import Calculation, CalculationPart, Delivery
from tests.factories import indicator_spec, make_indicator
from tests.working.conftest import Works

SEVEN = tuple(f"quote-{number}" for number in range(7))


@pytest.fixture
def many(works: Works, monkeypatch: pytest.MonkeyPatch) -> Works:
    """An office whose every calculation is worth sharing, with more indicators than one part holds."""
    for code in SEVEN:
        make_indicator(replace(indicator_spec(), code=code))
    monkeypatch.setattr(sharing, "WORTH_SHARING", 0)
    return works


def _staged(works: Works) -> Delivery:
    delivery = works.office.receive()
    for _step in ("check", "stage"):
        steps.take_step(delivery=delivery.pk)
    delivery.refresh_from_db()
    assert delivery.state == State.STAGED
    return delivery


def _alone(works: Works, monkeypatch: pytest.MonkeyPatch) -> tuple[str, list[str]]:
    """Manifest and parts of the same file's calculation without any sharing, undone again."""
    delivery = _staged(works)
    with monkeypatch.context() as patched, transaction.atomic():
        patched.setattr(sharing, "WORTH_SHARING", 10**9)
        steps.take_step(delivery=delivery.pk)
        manifest = Calculation.objects.get().manifest_sha256
        transaction.set_rollback(True)
    return manifest, [str(delivery.pk)]


def _in_another_worker(work: Callable[[], object]) -> list[object]:
    """What ``work`` gives on a connection of its own."""
    given: list[object] = []

    def run() -> None:
        try:
            given.append(work())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(60)
    assert given, "the other worker failed"
    return given


def test_parts_computed_by_another_worker_give_the_same_manifest(many: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest, (number,) = _alone(many, monkeypatch)
    helped: list[object] = []
    remembered: dict[str, KnownInputs] = {}

    def report(step: str, done: int, total: int) -> None:
        if step == sharing.SHARE:  # the parts are offered, none is taken yet
            helped.extend(_in_another_worker(lambda: [sharing.help_out(remembered) for _part in range(3)]))

    assert steps.take_step(delivery=int(number), report=report) == State.CANDIDATE
    assert helped == [[True, True, True]]
    assert len(remembered) == 1  # read once for all of them
    assert Calculation.objects.get().manifest_sha256 == manifest
    assert not CalculationPart.objects.exists()


def test_who_takes_over_from_the_dead_uses_what_they_had_done(many: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest, (number,) = _alone(many, monkeypatch)

    def dies(step: str, done: int, total: int) -> None:
        if step == sharing.SHARE:
            _in_another_worker(lambda: sharing.help_out({}))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        steps.take_step(delivery=int(number), report=dies)
    left = CalculationPart.objects.exclude(blocks=None)
    assert left.count() == 1
    assert CalculationPart.objects.filter(blocks=None).count() > 1
    assert steps.take_step(delivery=int(number)) == State.CANDIDATE
    assert Calculation.objects.get().manifest_sha256 == manifest


def test_parts_of_former_inputs_are_nobodys(many: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between an attempt that died and the next one the inputs changed: nothing of the former is taken."""
    delivery = _staged(many)

    def dies(step: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        steps.take_step(delivery=delivery.pk, report=dies)
    former = CalculationPart.objects.first()
    assert former is not None
    make_indicator(replace(indicator_spec(), code="noch-eine"))
    assert not sharing.help_out({})
    assert steps.take_step(delivery=delivery.pk) == State.CANDIDATE
    assert not CalculationPart.objects.exists()


def test_without_parts_nobody_has_anything_to_do(many: Works) -> None:
    assert not sharing.help_out({})
