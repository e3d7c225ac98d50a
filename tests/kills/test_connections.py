"""A worker whose connections are cut again and again finishes all the same, and nobody counts it as a fault."""

import random
import subprocess
import time

import pytest

from monitoring.launcher.instance import HOME, PYTHON
from tests.kills import proofs
from tests.kills.cutting import cable
from tests.kills.hits import Hits
from tests.kills.journeys import STEP_OF, Office
from tests.kills.test_kills import SEED
from tests.kills.watching import PATIENCE, until

pytestmark = pytest.mark.xdist_group("kills")

_CUTS = 6
#: Takes the steps of one delivery as a worker does; whatever is no lost connection ends it.
_WORKER = """
import time
from django.db import close_old_connections, connection
from indicators.actions import steps
print("ready", flush=True)
while True:
    try:
        if steps.run(delivery={delivery}) == "candidate":
            break
    except Exception as error:
        if not steps.database_was_lost(error):
            raise
        connection.close()
    time.sleep(0.01)
"""


def test_steps_whose_connection_is_cut_are_undone_and_taken_again(office: Office) -> None:
    chance = random.Random(SEED)
    office.victims.stop("worker")
    period, edition = "2025-Q4", 30_000
    form = office.form(period, edition)
    assert office.supplier.press(form).status_code == 302
    number = office.number(form.file_name)
    instance = office.portal.instance
    cuts: dict[str, int] = {}
    with cable(instance.ports.postgres) as between:
        given = instance.environment() | {"PORTAL_FACE": "office"}
        given["OFFICE_DATABASE_URL"] = given["OFFICE_DATABASE_URL"].replace(
            f":{instance.ports.postgres}/", f":{between.port}/"
        )
        script = _WORKER.format(delivery=number)
        worker = subprocess.Popen(
            [str(PYTHON), "manage.py", "shell", "--no-imports", "-c", script],
            cwd=HOME,
            env=given,
            stdout=subprocess.PIPE,
        )
        assert worker.stdout is not None and worker.stdout.readline() == b"ready\n"
        while sum(cuts.values()) < _CUTS and worker.poll() is None:
            state, transaction, _ = office.watch.running(number)
            if transaction is not None and cuts.get(state, 0) < _CUTS // 3:
                time.sleep(chance.uniform(0.0, 0.05))
                cuts[state] = cuts.get(state, 0) + (between.cut() > 0)
                until("the lock is free", lambda held=transaction: office.watch.running(number)[1] != held)
            time.sleep(0.001)
        assert worker.wait(timeout=PATIENCE) == 0
    assert sum(cuts.values()) >= 3 and set(cuts) <= set(STEP_OF), cuts
    office.victims.start("worker")
    office.supplier.explain(number)
    assert office.approver.approve(number).status_code == 200
    office.activated(number, period, edition, Hits(0, 0))
    proofs.nothing_is_half_or_doubled(office)
    proofs.verify_finds_nothing(office)
