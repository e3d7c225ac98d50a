"""Load a written demo: its catalogue, its areas, every delivery through the journey. Killed and run again it goes on."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection

from areas.models import AreaSystem
from indicators.actions.audit import seal
from indicators.actions.catalogue import load_catalogue
from indicators.actions.errors import Refused
from monitoring.deliveries.telling import count_as_told
from monitoring.demo import manifest
from monitoring.demo.ahead import ahead
from monitoring.demo.delivering import people, release_together
from monitoring.demo.places import bring_areas

CATALOGUE = settings.BASE_DIR / "fixtures" / "demo" / "catalogue"
Tell = Callable[[str], None]

_TELL_EVERY = 2.0
_LOCK = 7_100_000_004


class OwnCity(Exception):
    """A city's own areas are here: invented values must not meet them in one release."""


@dataclass
class Loaded:
    """What was done now. ``seconds``: what each delivery took that was released now, those of one release the same."""

    levels: int = 0
    areas_seconds: float = 0.0
    there_before: int = 0
    seconds: list[tuple[manifest.Item, float]] = field(default_factory=list)


def load(folder: Path, tell: Tell) -> Loaded:
    """Bring everything in the folder into the portal; what is there already stays as it is.

    Raises:
        NoDemo: the folder holds none. CatalogueError, BoundaryError, Stuck: what was written does not fit the portal.
        Refused: no trial instance, or the people of the trial are not there. OwnCity: there are areas that are not invented.
    """
    if not settings.TRIAL:
        raise Refused("no_trial")
    if own := list(AreaSystem.objects.filter(is_demo=False).values_list("code", flat=True)):
        raise OwnCity(
            f"This portal holds areas of its own ({', '.join(own)}): the invented city has no place beside them."
        )
    items = manifest.items(folder)
    layers = manifest.layers(folder)
    done = Loaded()
    with _alone():
        load_catalogue(directory=CATALOGUE, by=None, dry_run=False)
        start = time.perf_counter()
        done.levels = bring_areas(layers)
        done.areas_seconds = time.perf_counter() - start
        if done.levels:
            tell(f"{done.levels} levels of areas in {done.areas_seconds:.1f} s")
        _deliver(items, manifest.warning_reasons(folder), done, tell)
        count_as_told()
        seal()
    return done


def _deliver(items: list[manifest.Item], reasons: Mapping[str, str], done: Loaded, tell: Tell) -> None:
    who = people({item.profile for item in items})
    told = start = time.perf_counter()
    seen = 0
    with ahead(items) as other:
        for group in manifest.groups(items):
            before = time.perf_counter()
            if other is not None:
                other.reach(seen, len(group.items))
            seen += len(group.items)
            released = release_together(group, who, reasons)
            now = time.perf_counter()
            done.there_before += len(group.items) - released
            done.seconds += [(item, (now - before) / released) for item in group.items[:released]]
            if now - told >= _TELL_EVERY and done.seconds:
                told = now
                left = (now - start) / len(done.seconds) * (len(items) - seen)
                tell(f"{seen} of {len(items)} deliveries, {group.items[-1].period}; about {left:.0f} s left")


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time: a second one waits and finds everything done. The lock ends with its process."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
