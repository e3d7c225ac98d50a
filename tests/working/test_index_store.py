"""Two workers that store the same blocks of an index at once: each goes on with them, and they are stored once."""

import threading
from datetime import date

import numpy as np
from django.db import connection, transaction

from areas.models import AreaLevel
from indicators.actions import storing
from indicators.actions.index_store import KeyedIndex, store
from indicators.calculation.index_blocks import IndexBlock as Computed
from indicators.models import Index, IndexBlock
from indicators.states import LeftOut, ValueState
from tests.factories.results import make_period
from tests.indicators.actions.test_indices import SPEC
from tests.working.conftest import Works, until

_WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def _keyed(works: Works) -> list[KeyedIndex]:
    """A block for each of two days: two areas that have the index, and the residual unit."""
    storing.store(by=None, spec=SPEC)
    index, edition = Index.objects.get(code=SPEC.code), works.office.edition
    level = AreaLevel.objects.filter(system=edition.system).order_by("rank").last()
    assert level is not None
    z = np.array([[1.0, -1.0, np.nan], [0.0, 0.0, np.nan]])
    computed = Computed(
        status=np.array([ValueState.OK, ValueState.OK, ValueState.NOT_APPLICABLE], np.int16),
        value=np.array([1.0, -1.0, np.nan]),
        class_of=np.array([2, 0, -1], np.int16),
        left_out=np.array([LeftOut.NONE, LeftOut.NONE, LeftOut.RESIDUAL], np.int16),
        z=z,
        components=z,
    )
    return [
        KeyedIndex(
            computed,
            index,
            (make_period(day).pk, edition.pk, level.pk),
            earlier=None,
            as_of=date.fromisoformat(day),
            data_status="final",
            definition_sha256="d" * 64,
            inputs_sha256="e" * 64,
            content_sha256=f"{number}" * 64,
        )
        for number, day in enumerate(("2023-12-31", "2024-12-31"))
    ]


def test_blocks_that_somebody_else_stores_meanwhile_are_theirs(works: Works) -> None:
    blocks, theirs, written = _keyed(works), [], threading.Event()

    def waits() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(_WAITS)
            return bool(cursor.fetchone()[0])

    def other() -> None:
        try:
            with transaction.atomic():
                theirs.append(store(blocks[1:]))
                written.set()
                until("the first waits for the second", waits)
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    assert written.wait(60)
    with transaction.atomic():
        own = store(blocks)
    thread.join(60)
    assert own.keys() == {block.content_sha256 for block in blocks}
    assert own[blocks[1].content_sha256] == theirs[0][blocks[1].content_sha256]
    assert IndexBlock.objects.count() == len(blocks)
    assert IndexBlock.objects.get(pk=own[blocks[0].content_sha256]).value == [1.0, -1.0, None]
