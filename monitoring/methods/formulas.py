"""Formulas written as one line of text, set as MathML: one source for the eye, for a screen reader and for copying. Pure.

    100 · {SGB II recipients} ÷ {residents} = v_a

Numbers are those of the reader's language, ``{words}`` stay words, ``x_i`` is an index, ``²`` a square, ``√`` stands before
its radicand, ``÷`` makes a fraction of what stands directly before and after it. Brackets around the whole of a numerator
or a denominator only say where it ends and are left out.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_TOKEN = re.compile(
    r"\s*(?:(?P<words>\{[^{}]*\})|(?P<number>\d(?:[\d.,\u00a0\u202f]*\d)?)|(?P<name>[^\W\d_²]+(?:_[^\W_²]+)?)|(?P<sign>\S))"
)
_LONG = 36
"""Signs up to which a formula stays in one piece."""
_PRODUCT = ("·", "×")
_MINUS = '<mo form="prefix">−</mo>'
_OPEN = {"(": ")", "|": "|", "[": "]"}


class Formula(str):
    """A formula as the interface answers with it, a line of plain text, that pages can set."""

    source: str

    def __new__(cls, source: str) -> "Formula":
        made = super().__new__(cls, plain(source))
        made.source = source
        return made

    @cached_property
    def mathml(self) -> SafeString:
        """A long formula in pieces, so that a narrow window or a sheet of paper can break the line between them."""
        cut = pieces(self.source)
        return mark_safe("<wbr>".join([mathml(cut[0]), *(mathml(piece, goes_on=True) for piece in cut[1:])]))  # noqa: S308 pieces are escaped


def pieces(formula: str) -> list[str]:
    """A long formula cut before each sum, difference and relation outside brackets; a short one whole.

    >>> pieces("a + b = c")
    ['a + b = c']
    >>> pieces("(0,123 − 0,456)² + (1,234 − 0,567)² + (2,345 − 1,678)² = 1,234")
    ['(0,123 − 0,456)²', '+ (1,234 − 0,567)²', '+ (2,345 − 1,678)²', '= 1,234']
    >>> pieces("(−1,9101 − (−2,8001)) − (−2,8711 − (−2,8560)) = −0,9051")
    ['(−1,9101 − (−2,8001))', '− (−2,8711 − (−2,8560))', '= −0,9051']
    """
    if len(plain(formula)) <= _LONG:
        return [formula]
    found, depth, start = [], 0, 0
    for at, sign in enumerate(formula):
        depth += (sign in "({[") - (sign in ")}]")
        if depth == 0 and sign in "+−=≈≤" and at > start and formula[at - 1 : at + 2] == f" {sign} ":
            found.append(formula[start:at].strip())
            start = at
    return [*found, formula[start:].strip()]


@dataclass(frozen=True)
class _Part:
    """A piece of MathML; ``inside`` is the same without brackets around the whole of it."""

    mathml: str
    inside: str


def plain(formula: str) -> str:
    """The formula as a line of text.

    >>> plain("100 · {cases} ÷ {residents}")
    '100 · cases ÷ residents'
    """
    return re.sub(r"[{}]", "", formula)


def mathml(formula: str, *, goes_on: bool = False) -> SafeString:
    """The formula as MathML; one that goes on from a line before begins with a sign between two terms.

    >>> mathml("1 ÷ 2")
    '<math displaystyle="true"><mfrac><mn>1</mn><mn>2</mn></mfrac></math>'
    """
    return mark_safe(f'<math displaystyle="true">{_Reader(formula, goes_on=goes_on).line()}</math>')  # noqa: S308 every text in it was escaped below


class _Reader:
    """Reads a formula from left to right."""

    def __init__(self, formula: str, *, goes_on: bool = False) -> None:
        self._goes_on = goes_on
        self._tokens = [(str(found.lastgroup), found.group(str(found.lastgroup))) for found in _TOKEN.finditer(formula)]
        self._at = 0

    def line(self, until: str = "") -> str:
        """Everything up to the closing sign: products with the signs between them."""
        pieces: list[str] = []
        while self._at < len(self._tokens) and not (until and self._next() == until):
            pieces.append(self._product(until))
        return "".join(pieces)

    def _next(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _product(self, until: str) -> str:
        """Factors; each ``÷`` takes the factor before it and the one after it."""
        pieces: list[_Part] = []
        while self._at < len(self._tokens) and not (until and self._next() == until):
            if self._next() == "÷" and pieces:
                self._at += 1
                top, bottom = pieces.pop(), self._factor(until)
                fraction = f"<mfrac>{_row(top.inside)}{_row(bottom.inside)}</mfrac>"
                pieces.append(_Part(fraction, fraction))
                continue
            pieces.append(self._factor(until))
        return "".join(piece.mathml for piece in pieces)

    def _factor(self, until: str) -> _Part:
        kind, text = self._tokens[self._at] if self._at < len(self._tokens) else ("sign", "")
        self._at += 1
        if kind == "sign" and text in _OPEN and text != until:
            found = self._bracket(text)
        elif text == "√":  # with its brackets: fonts without a table for formulas draw no bar over a radicand
            root = f"<mrow><mo>√</mo>{self._factor(until).mathml}</mrow>"
            found = _Part(root, root)
        elif text in "+−" and self._goes_on and self._at == 1:
            found = _Part(*[f'<mo form="infix">{text}</mo>'] * 2)
        elif text == "−" and self._starts():
            found = _Part(_MINUS, _MINUS)
        else:
            found = _single(kind, text)
        while self._next() == "²":
            self._at += 1
            squared = f"<msup>{_row(found.mathml)}<mn>2</mn></msup>"
            found = _Part(squared, squared)
        return found

    def _starts(self) -> bool:
        """Whether the sign just read stands at the beginning or behind another sign: it is no difference."""
        kind, text = self._tokens[self._at - 2] if self._at > 1 else ("sign", "")
        return kind == "sign" and text not in (")", "]", "|", "²", "%")

    def _bracket(self, opening: str) -> _Part:
        inner = self.line(_OPEN[opening])
        self._at += 1
        outer = f"<mrow><mo>{opening}</mo>{inner}<mo>{_OPEN[opening]}</mo></mrow>"
        return _Part(outer, inner if opening == "(" else outer)


def _row(inner: str) -> str:
    """One element: several become a row."""
    whole = re.fullmatch(r"<(m\w+)>[^<]*</\1>", inner)
    return inner if whole else f"<mrow>{inner}</mrow>"


def _single(kind: str, text: str) -> _Part:
    if kind == "words":
        made = f"<mtext>{escape(text[1:-1])}</mtext>"
    elif kind == "number":
        made = f"<mn>{escape(text)}</mn>"
    elif kind == "name":
        name, _, index = text.partition("_")
        made = f"<mi>{escape(name)}</mi>"
        made = f"<msub>{made}<mi>{escape(index)}</mi></msub>" if index else made
    else:
        made = f"<mo>{escape(text)}</mo>"
    return _Part(made, made)
