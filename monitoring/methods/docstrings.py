"""Docstrings as pages show them: paragraphs, formulas, terms, sources, examples. Pure.

The house writes them one way: text flush left, formulas indented by four spaces, ``Args:``, ``Returns:`` and ``Raises:`` with
indented lines below, ``Source:`` as a paragraph, examples behind ``>>>``.
"""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import groupby
from types import FunctionType

TEXT, FORMULA, TERMS, SOURCE, EXAMPLE = "text", "formula", "terms", "source", "example"
_HEADS = ("Args:", "Returns:", "Raises:", "Yields:")


@dataclass(frozen=True)
class Block:
    """A piece of a docstring. Of ``TERMS`` the title is the head and ``terms`` holds name and text; ``lines`` otherwise."""

    kind: str
    lines: tuple[str, ...] = ()
    title: str = ""
    terms: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The lines of a paragraph as one; those of a formula or an example as they stand."""
        return ("\n" if self.kind in (FORMULA, EXAMPLE) else " ").join(self.lines)


@dataclass(frozen=True)
class Documented:
    """A function with what it says of itself; ``anchor`` is its place on the page."""

    name: str
    signature: str
    blocks: tuple[Block, ...]

    @property
    def anchor(self) -> str:
        return self.name.replace("_", "-")


def blocks_of(docstring: str) -> tuple[Block, ...]:
    """The pieces of a docstring in their order.

    >>> [block.kind for block in blocks_of("One sentence.\\n\\n    a = b ÷ c\\n\\nSource: somebody (1990).")]
    ['text', 'formula', 'source']
    """
    return tuple(_blocks(inspect.cleandoc(docstring).splitlines()))


def _blocks(lines: list[str]) -> Iterator[Block]:
    pieces = [list(own) for filled, own in groupby(lines, key=lambda line: bool(line.strip())) if filled]
    for piece in pieces:
        yield from _pieces(piece)


def _pieces(piece: list[str]) -> Iterator[Block]:
    """A paragraph, cut where examples begin and where formulas stand inside it."""
    first = piece[0]
    if first.strip() in _HEADS:
        yield Block(TERMS, title=first.strip().rstrip(":"), terms=tuple(_terms(piece[1:])))
    elif first.startswith("Source:"):
        if said := _published(" ".join(line.strip() for line in piece).removeprefix("Source:")):
            yield Block(SOURCE, (said,))
    elif first.lstrip().startswith(">>>"):
        yield Block(EXAMPLE, tuple(piece))
    else:
        for indented, own in groupby(piece, key=lambda line: line.startswith("    ")):
            taken = tuple(own)
            yield Block(FORMULA, _dedented(taken)) if indented else Block(TEXT, taken)


def _published(source: str) -> str:
    """What readers can look up: the city's own rules are no source for them."""
    source = re.sub(r" \((methods|domain rules?)\b[^()]*\)", "", source)
    others = re.sub(r"(methods,|domain rules?) [^;()]*(\([^)]*\))?", "", source)
    return "; ".join(part.strip() for part in others.split(";") if part.strip(" ."))


def _dedented(lines: tuple[str, ...]) -> tuple[str, ...]:
    least = min(len(line) - len(line.lstrip()) for line in lines)
    return tuple(line[least:].rstrip() for line in lines)


def _terms(lines: list[str]) -> Iterator[tuple[str, str]]:
    """``name: text`` with the lines that go on deeper; text without a name where there is none."""
    name, said = "", []
    for line in _dedented(tuple(lines)) if lines else ():
        found = re.match(r"^([\w`][\w ,`*]*): (.*)", line)
        if line.startswith("  ") or not (found or not said):
            said.append(line.strip())
            continue
        if said:
            yield name, " ".join(said)
        name, said = (found[1].replace("`", ""), [found[2]]) if found else ("", [line])
    if said:
        yield name, " ".join(said)


@cache
def functions_of(module: str) -> tuple[Documented, ...]:
    """The public functions that a module defines, in its order."""
    found = import_module(module)
    own = [
        member
        for name, member in vars(found).items()
        if isinstance(member, FunctionType) and member.__module__ == module and not name.startswith("_")
    ]
    return tuple(
        Documented(member.__name__, _signature(member), blocks_of(inspect.getdoc(member) or "")) for member in own
    )


@cache
def described(module: str) -> tuple[Block, ...]:
    """What a module says of itself."""
    return blocks_of(import_module(module).__doc__ or "")


def _signature(function: FunctionType) -> str:
    """Name and parameters, without types: ``wilson(numerator, denominator, *, scale, design_effect, z)``."""
    names: list[str] = []
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in names:
            names.append("*")
        names.append(name)
    return f"{function.__name__}({', '.join(names)})"
