"""Whose turn it is: the department that has waited longest since its last step, so that a hundred files block nobody.

Within a department what is furthest on its way comes first, then what came first.
"""

from collections.abc import Collection

from django.db import connection, transaction

from indicators.actions.cancelling import CANCELLABLE, STEP_LOCKS
from indicators.journey import FURTHEST_FIRST, WORKER_STATES

_TURN_LOCK = 7_100_000_010

_NEXT = """
    SELECT d.id, d.department FROM sealed.delivery d
    LEFT JOIN sealed.turn t ON t.department = d.department
    WHERE (d.state = ANY(%(states)s) OR (d.state = ANY(%(cancellable)s)
           AND EXISTS (SELECT FROM sealed.cancellation c WHERE c.delivery_id = d.id)))
      AND d.id <> ALL(%(without)s)
      AND d.id NOT IN (SELECT l.objid FROM pg_locks l
                       WHERE l.locktype = 'advisory' AND l.classid = %(locks)s AND l.objsubid = 2 AND l.granted
                       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
    ORDER BY t.served_at NULLS FIRST, coalesce(array_position(%(order)s, d.state::text), 0), d.id
    LIMIT 1
"""
_SERVED = """
    INSERT INTO sealed.turn (department, served_at) VALUES (%s, clock_timestamp())
    ON CONFLICT (department) DO UPDATE SET served_at = excluded.served_at
"""


@transaction.atomic
def take_turn(*, without: Collection[int] = ()) -> int | None:
    """The delivery whose next step comes now; its department goes to the end of the line. Nothing where nothing waits.

    What is being worked on is left out, as far as can be seen; the step's own lock decides.
    """
    given = {
        "states": [state.value for state in WORKER_STATES],
        "cancellable": [state.value for state in CANCELLABLE],
        "without": list(without),
        "locks": STEP_LOCKS,
        "order": [state.value for state in FURTHEST_FIRST],
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN_LOCK])
        cursor.execute(_NEXT, given)
        found = cursor.fetchone()
        if found is None:
            return None
        cursor.execute(_SERVED, [found[1]])
    return int(found[0])
