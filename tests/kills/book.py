"""What was delivered and released, and what must count now: the book with which the proofs compare the database."""

from collections import Counter
from dataclasses import dataclass, field

WAY = ("receive", "check", "stage", "calculate")
_ENDS = {"active": ("approve", "activate"), "rejected": ("reject",), "withdrawn": ("withdraw",), "candidate": ()}
_ERASED = ("erasure.requested", "erasure.approved", "erase")


@dataclass(eq=False)
class Delivered:
    """A delivery, what was in its file, and what became of it."""

    number: int
    period: str
    edition: int
    end: str = "active"
    erased: bool = False
    way: tuple[str, ...] = WAY  # shorter where it was cancelled on it
    more: tuple[str, ...] = ()  # moves beyond those of an undisturbed journey

    @property
    def moves(self) -> Counter[str]:
        """Every row of the trail about it, but those that what came later left."""
        return Counter((*self.way, *_ENDS[self.end], *(_ERASED if self.erased else ()), *self.more))


@dataclass(frozen=True, eq=False)
class Released:
    """A release: what it brought, the one before it in its line, and what counted while it was live."""

    brought: tuple[Delivered, ...]
    reason: str
    serial: int
    revision: int
    previous: int | None
    counting: dict[str, Delivered]


@dataclass
class Book:
    """Deliveries and releases in their order; releases are known by their position."""

    delivered: list[Delivered] = field(default_factory=list)
    released: list[Released] = field(default_factory=list)
    withdrawn: dict[int, int] = field(default_factory=dict)  # release → the one that took its place
    live: int | None = None
    shared: int = 0  # moves to a calculation that another delivery has as well

    @property
    def counting(self) -> dict[str, Delivered]:
        """Period → the delivery whose numbers are live."""
        return {} if self.live is None else self.released[self.live].counting

    def release(self, *brought: Delivered, reason: str) -> None:
        """A number anew; what replaces whole what one number published, and nothing else, is its next revision."""
        new, before = {d.period: d for d in brought}, self.counting
        replaced = {self._serial(before[period]) if period in before else None for period in new}
        known = replaced.pop() if len(replaced) == 1 else None
        serial = known or max((r.serial for r in self.released), default=0) + 1
        revision = 1 + max((r.revision for r in self.released if r.serial == serial), default=0)
        self.released.append(Released(brought, reason, serial, revision, self.live, before | new))
        self.live = len(self.released) - 1
        for delivered in brought:
            delivered.end = "active"

    def roll_back(self) -> tuple[Delivered, ...]:
        """One step back: what was brought goes its way to a candidate again, what it superseded counts again."""
        assert self.live is not None
        gone = self.released[self.live]
        assert gone.previous is not None
        self.withdrawn[self.live], self.live = gone.previous, gone.previous
        for delivered in gone.brought:
            delivered.end = "candidate"
            delivered.more += (*_ENDS["active"], "roll_back", "stage", "calculate")
            if restored := self.counting.get(delivered.period):
                restored.more += ("restore",)
        return gone.brought

    def calculated_together(self, members: tuple[Delivered, ...]) -> None:
        """All of them were collected and have one candidate."""
        self.shared += len(members) - 1
        for member in members:
            member.more += ("collect", "calculate")

    @property
    def calculations(self) -> int:
        """How many there must be: one a move, one for all that were calculated together."""
        return sum(d.moves["calculate"] for d in self.delivered) - self.shared

    def _serial(self, delivered: Delivered) -> int:
        return next(r.serial for r in reversed(self.released) if delivered in r.brought)
