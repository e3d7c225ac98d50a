"""What one attack on a running portal brings home. It is gathered once; the tests look at it from every side.

Several processes may test at the same time: the first one gathers, the others wait and read what it found.
"""

import base64
import fcntl
import json
import pickle
import random
import statistics
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.attacks import town
from tests.attacks.canaries import planted
from tests.attacks.crawling import Answer, ask, crawl
from tests.attacks.roles import ATTACKERS, OFFICE, Attacker, session
from tests.attacks.running import World, inside, serve, towns
from tests.attacks.surfaces import CANARY_INDICATORS, INDICATORS, SURFACES

#: Who is asked in both worlds: what differs for them differs for everybody with less.
TWINNED = ("anonymous", "planner", "administrator")
#: Who is asked for whatever gives constraints, once others have been asked for everything.
_NARROW = ("viewer", "head", "supplier", "administrator")
_AREAS = ("01010001", "02010001", "03010001", "01", "0")
_CHILDREN, _WOMEN = "kinder-in-bedarfsgemeinschaften", "frauenanteil"
_SPOTS = (
    *((_CHILDREN, "01010001"), (_CHILDREN, "01010003"), (_CHILDREN, "0"), (_WOMEN, "02010001"), (_WOMEN, "02")),
    *(("kanal-hilfen", "03010001"), ("auslaenderanteil", "03010004"), ("sgb2-quote", "03010005")),
)
_ROUNDS, _OWN_AREAS = 12, 17


@dataclass
class Evidence:
    """Answers by world and role; raw rows as the office saw them; files; seconds that answers took."""

    town: World
    twin: World
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    twin_answers: dict[str, list[Answer]] = field(default_factory=dict)
    raw: list[Answer] = field(default_factory=list)
    tray: list[Answer] = field(default_factory=list)
    exports: dict[str, bytes] = field(default_factory=dict)
    seconds: dict[str, tuple[float, float]] = field(default_factory=dict)
    betrayed: tuple[list[Answer], list[Answer]] = ((), ())  # type: ignore[assignment]


def fillings(world: World) -> Mapping[str, Sequence[str]]:
    """What the placeholders of the surfaces stand for."""
    releases = list(dict.fromkeys(world.releases))
    before = world.releases[-2]
    return {
        "indicator": INDICATORS,
        "canary": CANARY_INDICATORS,
        "level": ("stadt", "bezirk", town.FINEST),
        "area": _AREAS,
        "pair": (_CHILDREN, _WOMEN),
        "hiding": ("01010001", "02010001"),
        "spot": [f"indicator={indicator}&area={area}" for indicator, area in _SPOTS],
        "earlier": [
            *(f"indicator={one}&period={at}" for one in (_CHILDREN, "sgb2-quote") for at in town.QUARTERS[:-1]),
            *(f"indicator={one}&period={town.DAYS[0]}" for one in (_WOMEN, "auslaenderanteil")),
        ],
        "edition": (town.EDITION,),
        "release": (before,),
        "older": (before,),
        "newer": (releases[-1],),
        "drawn": _drawn(),
        "word": ("Kanal 01", "01010001", "kinder", "Bezirk"),
        "source": ("ba-kleinraeumig", "kanal-jugendamt"),
        "index": ("sozialmonitoring-muenster", "mss-2019-status"),
        "method": ("rates", "relative", "trend", "fluctuation"),
        "dashboard": ("planung", "leitung", "stadt", "statistik"),
    }


def _drawn() -> list[str]:
    """Areas of one's own: every district without one of its areas, and many at random."""
    chance = random.Random(6)
    found = [
        [area for area in town.AREAS if area[:2] == left_out[:2] and area != left_out]
        for left_out in ("01010001", "02010001", "03010005")
    ]
    found += [sorted(chance.sample(town.AREAS, chance.randint(2, 12))) for _ in range(_OWN_AREAS)]
    return [",".join(areas) for areas in found]


def gather(folder: Path) -> Evidence:
    """Start the towns, attack them, stop them."""
    with towns(folder) as (own, twin):
        return attack(own, twin, folder)


def attack(own: World, twin: World, folder: Path) -> Evidence:
    """Ask everything as everybody, of portals that run."""
    found, asked = Evidence(own, twin), fillings(own)

    def as_one(item: tuple[World, Attacker]) -> tuple[World, str, list[Answer]]:
        world, attacker = item
        wanted = [one for one in SURFACES if one.rows or attacker.name not in _NARROW]
        return world, attacker.name, crawl(world.portal, attacker, asked, wanted)

    jobs = [(own, attacker) for attacker in ATTACKERS]
    jobs += [(twin, attacker) for attacker in ATTACKERS if attacker.name in TWINNED]
    with ThreadPoolExecutor(2) as hands:
        for world, name, answers in hands.map(as_one, sorted(jobs, key=lambda job: job[1].name)):
            (found.answers if world is own else found.twin_answers)[name] = answers
    _office(found)
    found.seconds = dict(_timed(found))
    found.exports = _exported(own, folder)
    found.betrayed = _betrayed(found)
    return found


def _office(found: Evidence) -> None:
    """Every delivery in raw form as the office sees it, and what a supplier sees at the same address."""
    for attacker, kept in ((OFFICE, found.raw), (_by_name("supplier"), found.tray)):
        opened = session(found.town.office, attacker)
        for number in found.town.deliveries:
            path = f"/deliveries/{number}/values.csv"
            kept.append(ask(opened, found.town.office, "delivery-values-csv", attacker.name, path))


def _by_name(name: str) -> Attacker:
    return next(attacker for attacker in ATTACKERS if attacker.name == name)


def _timed(found: Evidence) -> list[tuple[str, tuple[float, float]]]:
    """Median seconds of the same question in the town and in its twin, asked in turn. Each has a query of its own."""
    planner = _by_name("planner")
    opened = [session(world.portal, planner) for world in (found.town, found.twin)]
    listed = []
    for path in (
        "/api/v1/provenance/?indicator=kinder-in-bedarfsgemeinschaften&area=01010001",
        "/how/?indicator=kinder-in-bedarfsgemeinschaften&area=01010001",
    ):
        times: tuple[list[float], list[float]] = ([], [])
        for turn in range(_ROUNDS):
            for at, world in enumerate((found.town, found.twin)):
                begin = time.perf_counter()
                opened[at].get(f"{world.portal}{path}&turn={turn}", timeout=60)
                times[at].append(time.perf_counter() - begin)
        listed.append((path, (statistics.median(times[0]), statistics.median(times[1]))))
    return listed


def _exported(world: World, folder: Path) -> dict[str, bytes]:
    """The canaries' indicators in every format as three readers: ``reader indicator level format`` → file."""
    calls = {
        f"{reader} {indicator} {level} {kind}": [
            *(indicator, "--level", level, "--as", reader, "--format", kind),
        ]
        for reader in ("planung", "admin", "zulieferung")
        for indicator in ("frauenanteil", "kanal-hilfen", "kinder-in-bedarfsgemeinschaften")
        for level in ("bezirk", town.FINEST)
        for kind in ("csv", "json", "xlsx", "parquet")
        if not (reader == "zulieferung" and indicator.startswith("kinder"))
    }
    given = {"folder": str(folder), "calls": calls}
    printed = inside(world.database, "portal", "export", given).splitlines()[-1]
    return {key: base64.b64decode(content) for key, content in json.loads(printed).items()}


def _betrayed(found: Evidence) -> tuple[list[Answer], list[Answer]]:
    """The same question to portals whose ETags are made from the raw counts: what the suite must notice."""
    path = "/api/v1/values/?indicator=frauenanteil&level=planungsraum"
    made = []
    for world in (found.town, found.twin):
        with serve(world.database, "owner", "tests.attacks.betraying:application") as address:
            opened = session(address, Attacker("anonymous"))
            made.append([ask(opened, address, "api-values", "anonymous", path)])
    return made[0], made[1]


def deliveries(world: World) -> list[town.Delivery]:
    """What was delivered into a world."""
    return list(planted(world.canaries))


def files_as_answers(found: Evidence) -> list[Answer]:
    """The exported tables as a planner has them on their desk, one more surface."""
    listed = []
    for key, content in found.exports.items():
        reader, indicator, _, kind = key.split(" ")
        if (reader, kind) == ("planung", "csv"):
            path = f"export?indicator={indicator}"
            listed.append(Answer("export", "planner", path, 200, {"content-type": "text/csv"}, content))
    return listed


def shared(folder: Path) -> Evidence:
    """The evidence of this run of the suite, gathered by whichever process comes first."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "evidence.pickle"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            work = folder / "work"
            work.mkdir()
            content = pickle.dumps(gather(work))
            kept.write_bytes(content)
    evidence: Evidence = pickle.loads(kept.read_bytes())
    return evidence
