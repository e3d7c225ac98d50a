"""The same bytes come in while an erasure takes them away: whoever delivers keeps what was delivered."""

import threading

import pytest
from django.db import connections

from indicators.actions import decide, erasing, receive
from indicators.actions.erasing import Cause
from indicators.journey import State
from indicators.models import Delivery, Erasure, Period
from indicators.periods import Period as PeriodValue
from tests.working.conftest import Works


def test_an_erasure_of_the_same_bytes_waits_for_who_delivers_them(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = works.office.receive()
    decide.withdraw(by=works.office.supplier, delivery=first.pk, reason="falsche Datei")
    erasing.begin(delivery=first.pk, cause=Cause("refused", "§ 1"))

    def erase() -> None:
        erasing.carry_on(delivery=first.pk)
        connections.close_all()

    eraser, stored_period = threading.Thread(target=erase), receive.stored_period

    def meanwhile(period: PeriodValue) -> Period:
        eraser.start()
        eraser.join(2)
        return stored_period(period)

    monkeypatch.setattr(receive, "stored_period", meanwhile)
    second = works.office.deliver()
    eraser.join(30)
    assert Delivery.objects.get(pk=second.pk).state == State.CANDIDATE
    assert second.file.content is not None and not Erasure.objects.get(pk=first.pk).bytes_gone
