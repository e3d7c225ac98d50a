"""What a catalogue file says about a typology: which areas are told apart by what, and how types are named. Pure."""

from dataclasses import dataclass

from indicators.catalogue.text import Text


@dataclass(frozen=True)
class TypeName:
    """The name of a type, held to it by its centre: standardised values, one per indicator of the typology.

    Types are found anew with every release; a name belongs to the type whose centre is nearest to this one.
    """

    text: Text
    centre: tuple[float, ...]


@dataclass(frozen=True)
class TypologySpec:
    """Areas in types, by their values of some indicators. It orders nothing: a type is neither better nor worse.

    ``reference``: the period at whose end types are numbered and named; none: the latest one.
    ``within_months``: how much older than the day of a typology an indicator's latest value may be.
    """

    code: str
    title: Text
    indicators: tuple[str, ...]
    method: str  # k_means | ward
    types: int
    seed: int = 1
    starts: int = 20
    within_months: int = 24
    reference: str | None = None
    default: bool = False  # "areas of the same type" are those of this typology
    names: tuple[TypeName, ...] = ()
    reading_aid: Text | None = None
