"""How names are compared: without case, accents and signs, and with every way to write an umlaut as one.

"Müllerstraße", "Muellerstrasse" and "mullerstrasse" fold to the same. What is folded loses nothing of its beginning: a
beginning of a name folds to a beginning of the folded name, so that a reader finds it letter by letter.
"""

import re

#: Replaced in this order before the single letters.
SPELLINGS = (("ß", "ss"), ("æ", "a"), ("œ", "o"), ("ae", "a"), ("oe", "o"), ("ue", "u"))
ACCENTED = "äöüàáâãåçèéêëìíîïñòóôõøùúûýÿłšžčćńśźżđğışęąřťůě"
BARE = "aouaaaaaceeeeiiiinooooouuuyylszccnszzdgiseartue"
_LETTERS = str.maketrans(ACCENTED, BARE)
_SIGNS = re.compile("[^a-z0-9]+")


def fold(text: str) -> str:
    """The text as it is compared.

    >>> fold("Müllerstraße (Süd)"), fold("Muellerstrasse")
    ('mullerstrasse sud', 'mullerstrasse')
    """
    folded = text.lower()
    for written, plain in SPELLINGS:
        folded = folded.replace(written, plain)
    return _SIGNS.sub(" ", folded.translate(_LETTERS)).strip()
