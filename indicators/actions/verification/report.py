"""What a verification says."""

from dataclasses import dataclass, field


@dataclass
class Verification:
    """How much was looked at, what is wrong, and what cannot be said any more (with the reason)."""

    checked: dict[str, int] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def count(self, what: str, number: int = 1) -> None:
        """``number`` more of ``what`` were looked at."""
        self.checked[what] = self.checked.get(what, 0) + number
