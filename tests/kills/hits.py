"""Which step was hit by which kill, what is still wanted, and the seeded moments."""

import random
from collections import Counter, defaultdict

#: ``receive``, ``approve``, ``reject``, ``withdraw``: the request is under way; ``wake``: its row is committed, its answer
#: has not come. ``erase`` is the worker's, after two people decided it; ``together`` the common calculation of a release
#: in preparation; ``cancel`` runs from the press until the worker has ended its step.
STEPS = (
    *("receive", "wake", "check", "stage", "calculate", "approve", "activate", "reject", "withdraw", "erase"),
    *("together", "roll_back", "cancel"),
)
LEAST = 3
_ASKED = ("receive", "approve", "reject", "withdraw", "roll_back")
#: Which victims come first: one of each group; then all of them, and in long runs those that have no part in a step.
_FIRST = {"worker": (("worker",), ("postgres",), ("connection", "backend"), ("redis", "office"))}
_FIRST |= {"person": (("office",), ("postgres", "backend"), ("connection",), ("redis", "worker"))}
_ALL = ("worker", "postgres", "connection", "backend", "redis", "office")
_BYSTANDERS = ("scheduler", "web")
_WAKE = ("redis", "office", "redis", "worker", "postgres", "scheduler")


class Hits:
    """Draws victims and moments from one seed; counts a kill only where it was seen inside its step."""

    def __init__(self, seed: int, kills: int) -> None:
        self.chance = random.Random(seed)
        self.made: Counter[tuple[str, str]] = Counter()
        self.missed: Counter[str] = Counter()
        self.armed = False
        self._length: defaultdict[str, float] = defaultdict(lambda: 0.05)
        self._wanted = {step: self._draw(step, max(LEAST, -(-kills // len(STEPS)))) for step in STEPS}

    def _draw(self, step: str, number: int) -> list[str]:
        """Every victim once before any comes again."""
        if step == "wake":
            pool = list(_WAKE)
        else:
            pool = [self.chance.choice(group) for group in _FIRST["person" if step in _ASKED else "worker"]]
            self.chance.shuffle(pool)
            rest = [victim for victim in (*_ALL, *(_BYSTANDERS if number > len(_ALL) else ())) if victim not in pool]
            pool += self.chance.sample(rest, len(rest))
        return [pool[position % len(pool)] for position in range(number)]

    def wish(self, step: str) -> str | None:
        """The next victim for a step; ``None`` when the step was hit often enough, or while nothing is armed."""
        return self._wanted[step][0] if self._wanted[step] and self.armed else None

    def wants(self, step: str) -> bool:
        """Whether the step is to be hit again, or its length is not known yet."""
        return bool(self._wanted[step])

    @property
    def done(self) -> bool:
        return not any(self._wanted.values())

    def hit(self, step: str, victim: str) -> None:
        self.made[step, victim] += 1
        if victim in self._wanted[step]:
            self._wanted[step].remove(victim)

    def miss(self, step: str) -> None:
        self.missed[step] += 1

    def lasted(self, step: str, seconds: float) -> None:
        """Remember how long a step takes when nothing disturbs it."""
        known = self._length.get(step)
        self._length[step] = seconds if known is None else 0.5 * (known + seconds)

    def moment(self, step: str) -> float:
        """Seconds after the step's begin: anywhere inside it."""
        return self.chance.uniform(0.0, 0.9 * self._length[step])

    def of(self, step: str) -> int:
        return sum(number for (found, _), number in self.made.items() if found == step)

    def table(self) -> str:
        """Step × victim, for people."""
        victims = sorted({victim for _, victim in self.made})
        lines = [
            f"{'step':<10}" + "".join(f"{victim:>10}" for victim in victims) + f"{'hits':>7}{'missed':>8}{'ms':>7}"
        ]
        for step in STEPS:
            cells = "".join(f"{self.made[step, victim] or '·':>10}" for victim in victims)
            length = 1000 * self._length[step]
            lines.append(f"{step:<10}{cells}{self.of(step):>7}{self.missed[step]:>8}{length:>7.0f}")
        return "\n".join([*lines, f"{sum(self.made.values())} kills"])
