"""SIGKILL of a running worker in what it shares or does unasked: shared calculation, early warning, published indices."""

import math
import statistics
import subprocess
from pathlib import Path

import pytest
from celery import Celery

from monitoring.launcher.instance import HOME, PYTHON
from tests.kills import city, proofs
from tests.kills.hits import Hits
from tests.kills.holding import HELPER, MAIN, Hands, hands, held, kill_worker_at, waiting
from tests.kills.journeys import Office
from tests.kills.watching import PATIENCE, until

pytestmark = pytest.mark.xdist_group("kills")

_NONE = Hits(0, 0)
_ACTIVATION_LOCK, _WATCH_LOCK = 7_100_000_002, 7_100_000_021
_BLOCKS, _LISTS, _INDEX_BLOCKS = "result_block", "watch_list", "index_block"
_PARTS = "SELECT count(*) FROM sealed.calculation_part"
_OPEN = f"{_PARTS} WHERE blocks IS NULL"
_LISTED = """
    SELECT e.area, e.indicator, e.aspect, e.value, e.expected, e.size FROM watch_entry e
    JOIN watch_list w ON w.id = e.watch_id JOIN live_release l ON l.release_id = w.release_id ORDER BY 1, 2, 3
"""


def _manage(office: Office, *words: str) -> str:
    """A command beside the portal, with the office's rights."""
    environment = office.portal.instance.environment() | {"PORTAL_FACE": "office"}
    done = subprocess.run(
        [str(PYTHON), "manage.py", *words], cwd=HOME, env=environment, check=True, capture_output=True
    )
    return done.stdout.decode()


def _received(office: Office, period: str, edition: int) -> int:
    """A delivery that no worker has seen, and none there to see it."""
    office.victims.stop("worker")
    form = office.form(period, edition)
    assert office.supplier.press(form).status_code == 302
    return office.number(form.file_name)


def _in_their_parts(office: Office, number: int) -> tuple[Hands, Hands]:
    """The main worker and a helper, each in the middle of a part of the calculation. The table is held."""
    main = hands(office, MAIN.format(delivery=number))
    until("parts on offer", lambda: office.watch.value(_PARTS))
    helper = hands(office, HELPER)
    both = {main.backend, helper.backend}
    until("both in their parts", lambda: both <= waiting(office, _BLOCKS))
    assert main.holds_part(office) and helper.holds_part(office)
    return main, helper


def _goes_live(office: Office, number: int, period: str, edition: int) -> None:
    """Approved and released; the numbers are the naive ones, and nothing is left of the parts."""
    assert office.watch.state(number) == "candidate"
    assert office.watch.value(_PARTS) == 0
    office.victims.start("worker")
    office.supplier.explain(number)
    assert office.approver.approve(number).status_code == 200
    office.activated(number, period, edition, _NONE)
    proofs.nothing_is_half_or_doubled(office)


def test_helper_that_is_killed_in_its_part_leaves_it_to_the_main_worker(office: Office) -> None:
    period, edition = "2025-Q3", 80_000
    number = _received(office, period, edition)
    with held(office, _BLOCKS):
        main, helper = _in_their_parts(office, number)
        helper.kill()
        until("its part is free", lambda: not helper.holds_part(office))
    assert main.process.wait(timeout=PATIENCE) == 0
    _goes_live(office, number, period, edition)


def test_main_worker_that_is_killed_in_its_part_is_followed_by_another(office: Office) -> None:
    period, edition = "2025-Q4", 80_001
    number = _received(office, period, edition)
    with held(office, _BLOCKS):
        main, helper = _in_their_parts(office, number)
        main.kill()
        until("its part is free", lambda: not main.holds_part(office))
    until("the helper goes on alone", lambda: office.watch.value(_OPEN) == 0)
    assert office.watch.state(number) == "staged", "a helper computes and decides nothing"
    other = hands(office, MAIN.format(delivery=number))
    assert other.process.wait(timeout=PATIENCE) == 0
    helper.kill()
    _goes_live(office, number, period, edition)


def test_early_warning_is_written_once_and_whole_when_the_worker_is_killed_at_it(office: Office) -> None:
    period, edition = "2025-Q4", 80_002
    with held(office, _LISTS):
        office.journey(period, edition, _NONE)
        Celery(broker=office.portal.instance.redis_url).send_task("monitoring.watch", ignore_result=True)
        kill_worker_at(office, _LISTS, _WATCH_LOCK)
        assert office.watch.rows(_LISTED) == []
    of_live = "SELECT count(*) FROM watch_list JOIN live_release USING (release_id)"
    Celery(broker=office.portal.instance.redis_url).send_task("monitoring.watch", ignore_result=True)
    until("the list", lambda: office.watch.value(of_live) == 1)
    listed = office.watch.rows(_LISTED)
    _manage(office, "shell", "--no-imports", "-c", _WRITE_ANEW)
    assert office.watch.value(of_live) == 1 and office.watch.rows(_LISTED) == listed


#: The list once more, undisturbed, in the place of the one that was written after the kill.
_WRITE_ANEW = """
from indicators.queries.releases import live_release
from monitoring.planning.models import WatchList
from monitoring.planning.watch.computing import compute
WatchList.objects.filter(release=live_release()).delete()
assert compute() is not None
"""
_PUBLISH = """
from indicators.actions.indices import publish_indices
from monitoring.departments.models import Person
publish_indices(by=Person.objects.get(username="pruefung"), indices=["lage"], reason="Index")
"""
_INDEX = """\
code = "lage"
title = { de = "Lage", en = "Situation" }
components = ["quote-00", "quote-01"]
weights = [1, 1]
centre = "mean_of_areas"
spread = "population_sd"
standardise = "z"
combine = "sum"
restandardise = false
exclude = {}
breaks = [-1, 1]
closed = ["<", "<=", ">"]
classes = ["unten", "mittel", "oben"]
"""
_INDEX_VALUES = """
    SELECT p.code, b.value FROM live_release l JOIN release_index_entry e USING (release_id)
    JOIN index_block b ON b.id = e.block_id JOIN period p ON p.id = b.period_id
    JOIN areas_arealevel a ON a.id = b.level_id WHERE a.code = %s
"""


def test_indices_are_published_once_and_whole_when_the_worker_is_killed_at_it(office: Office, tmp_path: Path) -> None:
    if office.book.live is None:
        office.journey("2025-Q4", 80_003, _NONE)
    (tmp_path / "indices").mkdir()
    (tmp_path / "indices" / "lage.toml").write_text(_INDEX, encoding="utf-8")
    _manage(office, "load_catalogue", str(tmp_path))
    with held(office, _INDEX_BLOCKS):
        _manage(office, "shell", "--no-imports", "-c", _PUBLISH)
        kill_worker_at(office, _INDEX_BLOCKS, _ACTIVATION_LOCK)
        assert office.watch.rows(_INDEX_VALUES, city.FINEST) == []
    done = "SELECT outcome FROM sealed.index_publication"
    until("the publication", lambda: office.watch.value(done) != "")
    assert office.watch.rows("SELECT outcome, attempts FROM sealed.index_publication") == [("released", 0)]
    office.book.release(reason="Index")
    values = dict(office.watch.rows(_INDEX_VALUES, city.FINEST))
    assert values.keys() == office.book.counting.keys()
    for period, made in office.book.counting.items():
        naive = [0.0] * city.AREAS
        for pair in (0, 1):
            rates = city.rates(period, made.edition, pair)[city.FINEST]
            mean, spread = statistics.fmean(rates), statistics.pstdev(rates)
            naive = [sum_ + (rate - mean) / spread for sum_, rate in zip(naive, rates, strict=True)]
        assert math.isclose(sum(naive), 0, abs_tol=1e-6)
        assert values[period][: city.AREAS] == pytest.approx(naive, abs=1e-9)
    office.victims.everything_answers()
    proofs.nothing_is_half_or_doubled(office)
    proofs.verify_finds_nothing(office)
