"""The form of an entry as its page shows it: groups, names, help, choices in words, and every problem at its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.catalogue.editing import Field, Form, Group, fields_of
from indicators.catalogue.problems import CatalogueProblem
from indicators.catalogue.schemas import Part
from monitoring.catalogue_messages import catalogue_reason
from monitoring.deliveries.catalogue.labels import GROUPS, label_of
from monitoring.deliveries.catalogue.options import option_word

_LINE_WIDTH = 72
_MOST_ROWS = 14


@dataclass(frozen=True)
class Option:
    code: str
    word: str
    is_chosen: bool


@dataclass(frozen=True)
class Shown:
    """One field; ``errors`` are sentences. ``is_fixed``: shown and not to be changed."""

    name: str
    label: str
    help: str
    form: str
    text: str
    rows: int
    is_required: bool
    is_fixed: bool
    options: tuple[Option, ...]
    errors: tuple[str, ...]
    is_group = False


@dataclass(frozen=True)
class ShownGroup:
    """Fields under one name; the rows of a repeated one are groups themselves, the last of them empty."""

    name: str
    label: str
    help: str
    is_required: bool
    is_repeated: bool
    children: tuple["Shown | ShownGroup", ...]
    errors: tuple[str, ...]
    is_group = True


@dataclass(frozen=True)
class Section:
    """A group of the form. ``has_errors``: something in it has to be corrected."""

    title: str
    nodes: tuple[Shown | ShownGroup, ...]
    has_errors: bool


@dataclass(frozen=True)
class EntryForm:
    """``errors``: problems that concern no field."""

    sections: tuple[Section, ...]
    errors: tuple[str, ...]


def entry_form(
    part: Part, document: Mapping[str, object], problems: Sequence[CatalogueProblem], *, is_new: bool
) -> EntryForm:
    """The form of ``document``, which may be one that is refused."""
    nodes = {node.name: node for node in fields_of(part, document)}
    told = _by_field(problems, _names(tuple(nodes.values())))
    shown = {name: _shown(part, node, told, is_new) for name, node in nodes.items()}
    sections = []
    grouped = [name for _title, names in GROUPS[part] for name in names]
    rest = tuple(name for name in shown if name not in grouped)
    for title, names in GROUPS[part]:
        own = names if (title, names) != GROUPS[part][-1] else (*names, *rest)
        found = _unwrapped(tuple(shown[name] for name in own if name in shown))
        sections.append(Section(str(title), found, any(_has_errors(node) for node in found)))
    return EntryForm(tuple(sections), told.get("", ()))


def _unwrapped(nodes: tuple[Shown | ShownGroup, ...]) -> tuple[Shown | ShownGroup, ...]:
    """A group that stands alone in its section needs no second frame."""
    alone = nodes[0] if len(nodes) == 1 else None
    return alone.children if isinstance(alone, ShownGroup) and not (alone.is_repeated or alone.errors) else nodes


def _names(nodes: Sequence[Field | Group]) -> set[str]:
    names = {node.name for node in nodes}
    for node in nodes:
        if isinstance(node, Group):
            names |= _names(node.children)
    return names


def _by_field(problems: Sequence[CatalogueProblem], names: set[str]) -> dict[str, tuple[str, ...]]:
    """Field → what is wrong with it; what has no field of its own stands at the nearest one around it."""
    told: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        place = problem.key
        while place and place not in names:
            place = place[: max(place.rfind("."), place.rfind("["), 0)]
        told[place] = (*told.get(place, ()), catalogue_reason(problem))
    return told


def _shown(part: Part, node: Field | Group, told: Mapping[str, tuple[str, ...]], is_new: bool) -> Shown | ShownGroup:
    label, errors = label_of(part, node.path), told.get(node.name, ())
    help_text = _help(node.about, label)
    if isinstance(node, Group):
        children = tuple(_shown(part, child, told, is_new) for child in node.children)
        return ShownGroup(node.name, label, help_text, node.is_required, node.is_repeated, children, errors)
    options = tuple(Option(code, option_word(part, node.path, code), code == node.text) for code in node.options)
    return Shown(
        node.name,
        label,
        help_text,
        node.form.value,
        node.text,
        _rows(node),
        node.is_required,
        node.path == "code" and not is_new,
        options,
        errors,
    )


def _help(about: str, label: str) -> str:
    """What a key means, where its name does not say the same."""
    text = _(about) if about else ""
    return "" if text.rstrip(".").casefold() == label.casefold() else text


def _rows(field: Field) -> int:
    """Rows of a text area: as many as the text takes, within limits."""
    least = 3 if field.form in (Form.LINES, Form.PAIRS) else 1
    needed = sum(1 + len(line) // _LINE_WIDTH for line in field.text.split("\n"))
    return max(least, min(needed, _MOST_ROWS))


def _has_errors(node: Shown | ShownGroup) -> bool:
    return bool(node.errors) or (isinstance(node, ShownGroup) and any(_has_errors(child) for child in node.children))
