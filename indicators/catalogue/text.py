"""A text of the catalogue. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A text in both languages of the interface."""

    de: str
    en: str
