"""A code and a title for a profile that has none yet: from the title above the table, else from the file's name."""

import re

from indicators.intake.proposing.dating import periods_in
from indicators.intake.proposing.folding import fold
from indicators.intake.proposing.guesses import Guess, guess
from indicators.intake.proposing.heading import Heading
from indicators.intake.proposing.placing import Placing

_MOST_LETTERS = 120


def title_of(placing: Placing, heading: Heading, file_name: str) -> tuple[str, Guess]:
    """The first title above the header; without one the file's name in words. Periods are left out."""
    first = heading.first if heading.exists else placing.first
    for row in range(first):
        texts = [cell for cell in dict.fromkeys(placing.sheet.rows[row]) if cell]
        text = without_periods(texts[0]) if texts else ""
        if sum(letter.isalpha() for letter in text) >= 6:
            title = text[:_MOST_LETTERS]
            return title, guess("title", title, 0.6, "from_the_title_row", row=placing.sheet.lines[row])
    title = re.sub(r"[_\-.\s]+", " ", without_periods(_stem(file_name))).strip()[:_MOST_LETTERS] or "?"
    return title, guess("title", title, 0.5, "from_the_file_name")


def code_of(file_name: str, taken: set[str]) -> tuple[str, Guess]:
    """A free code from the file's name without its period.

    >>> code_of("Einwohner_2020-12-31 (2).xlsx", {"einwohner"})[0]
    'einwohner-2'
    """
    words = [word for word in fold(without_periods(_stem(file_name))).split("_") if not word.isdigit()]
    code = "-".join(words)[:60].strip("-") or "profil"
    code = code if code[0].isalpha() else f"p-{code}"
    free = code
    number = 2
    while free in taken:
        free, number = f"{code}-{number}", number + 1
    return free, guess("code", free, 0.6, "from_the_file_name")


def without_periods(text: str) -> str:
    """The text without the periods that it says and what is left around them.

    >>> without_periods("Bevölkerung am 31.12.2020"), without_periods("einwohner-2020-Q4")
    ('Bevölkerung', 'einwohner')
    """
    for dated in reversed(periods_in(text)):
        text = text[: dated.span[0]] + text[dated.span[1] :]
    text = re.sub(r"[\s,;:_(\-]*\b(?:am|zum|im|vom|Stand|Stichtag|on|at|as of)?[\s:,)(\-_]*$", "", text.strip())
    return text.strip(" -_,;:")


def _stem(file_name: str) -> str:
    return file_name.rpartition(".")[0] or file_name
