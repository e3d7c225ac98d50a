"""The dashboards that come with the portal, one file each: read here, brought into the database by ``load_dashboards``."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from indicators.catalogue.problems import CatalogueError, Findings
from indicators.catalogue.readers import INVALID, BothLanguages, Choice, Code, Number
from indicators.catalogue.specs import Text
from indicators.catalogue.tables import Key, ListOf, Table
from monitoring.dashboards.kinds import KINDS
from monitoring.dashboards.layout import COLUMNS, Place, verify
from monitoring.dashboards.models import EVERYBODY, Dashboard, Panel
from monitoring.departments.models import Role

FOLDER = Path(__file__).parent
_PUBLIC = frozenset({EVERYBODY, Role.COUNCIL_MEMBER.value})


class AnyTable:
    """Settings of a panel: its kind reads them."""

    about = "table of the kind's own keys"

    def read(self, raw: object, key: str, findings: Findings) -> object:
        return raw

    def write(self, value: object) -> object:
        return value


@dataclass(frozen=True)
class PanelSpec:
    kind: str
    place: Place
    settings: dict[str, Any]


@dataclass(frozen=True)
class DashboardSpec:
    code: str
    title: Text
    default_for: tuple[str, ...]
    panels: tuple[PanelSpec, ...]


def _panel(kind: str, at: tuple[int, ...], settings: dict[str, Any]) -> PanelSpec:
    return PanelSpec(kind, Place(*at), settings)


def _four_numbers(values: dict[str, object], full: Any, findings: Findings) -> None:
    at = values.get("at")
    if isinstance(at, tuple) and len(at) != 4:
        findings.add(full("at"), "wrong_length", count=len(at), expected=4)


def _for_staff_alone(values: dict[str, object], full: Any, findings: Findings) -> None:
    """A list that is sorted by need stands on no dashboard with which the public or the council begin.

    Others who lack the right, as a manager in a neighbourhood does, may share one with those who have it: they do not see
    the list.
    """
    meant, panels = values.get("default_for"), values.get("panels")
    if not isinstance(meant, tuple) or not isinstance(panels, tuple) or not _PUBLIC.intersection(meant):
        return
    for number, panel in enumerate(panels, 1):
        if KINDS[panel.kind].is_for_staff_alone:
            findings.add(full(f"panels[{number}].kind"), "panel_for_staff_alone", kind=panel.kind)


_PANEL = Table(
    _panel,
    (
        Key("kind", Choice(tuple(KINDS)), "Kind of the panel."),
        Key("at", ListOf(Number(0, 100, whole=True), distinct=False), "Column, row, width and height in cells."),
        Key("settings", AnyTable(), "What the kind is told.", {}),
    ),
    rules=(_four_numbers,),
)
_DASHBOARD = Table(
    DashboardSpec,
    (
        Key("code", Code(), "Part of its address; never changes."),
        Key("title", BothLanguages(), "Name in the interface."),
        Key("default_for", ListOf(Choice((*Role.values, EVERYBODY)), empty=False), "Roles that begin with it."),
        Key("panels", ListOf(_PANEL, empty=False, distinct=False), f"On a grid of {COLUMNS} columns."),
    ),
    rules=(_for_staff_alone,),
)


def defaults(folder: Path = FOLDER) -> list[DashboardSpec]:
    """Every default, each panel verified by its kind and its place on the grid.

    Raises:
        CatalogueError: a file breaks the form. ``LayoutProblem``: panels overlap or leave the grid.
    """
    return list(_read(folder))


def _read(folder: Path) -> Iterator[DashboardSpec]:
    for path in sorted(folder.glob("*.toml")):
        findings = Findings(path.name)
        spec = _DASHBOARD.read(tomllib.loads(path.read_text(encoding="utf-8")), "", findings)
        if spec is INVALID or not isinstance(spec, DashboardSpec):
            raise CatalogueError(findings.problems)
        verify([panel.place for panel in spec.panels])
        for panel in spec.panels:
            KINDS[panel.kind].read(panel.settings)
        yield spec


@transaction.atomic
def load_defaults(specs: list[DashboardSpec]) -> dict[str, str]:
    """Brings the defaults into the database; code → ``added``, ``changed``, ``unchanged`` or ``removed``.

    Copies that people made of a default stay as they are.
    """
    fates: dict[str, str] = {}
    kept = {one.code: one for one in Dashboard.objects.filter(owner=None).prefetch_related("panels")}
    for spec in specs:
        row = kept.pop(spec.code, None)
        if row is not None and _same(row, spec):
            fates[spec.code] = "unchanged"
            continue
        fates[spec.code] = "changed" if row else "added"
        _store(row or Dashboard(code=spec.code), spec)
    for code, gone in kept.items():
        gone.delete()
        fates[code] = "removed"
    return fates


def _panel_rows(spec: DashboardSpec) -> list[dict[str, Any]]:
    return [
        {"number": number, "kind": panel.kind, **vars(panel.place), "settings": _canonical(panel)}
        for number, panel in enumerate(spec.panels)
    ]


def _canonical(panel: PanelSpec) -> dict[str, Any]:
    kind = KINDS[panel.kind]
    return kind.write(kind.read(panel.settings))


def _same(row: Dashboard, spec: DashboardSpec) -> bool:
    titles = (row.title_de, row.title_en) == (spec.title.de, spec.title.en)
    columns = ("number", "kind", "x", "y", "w", "h", "settings")
    panels = [{name: getattr(panel, name) for name in columns} for panel in row.panels.all()]
    same_panels = sorted(panels, key=lambda panel: panel["number"]) == _panel_rows(spec)
    return titles and tuple(row.default_for) == spec.default_for and same_panels and row.deleted_at is None


def _store(row: Dashboard, spec: DashboardSpec) -> None:
    row.title_de, row.title_en = spec.title.de, spec.title.en
    row.default_for, row.deleted_at = list(spec.default_for), None
    row.save()
    row.panels.all().delete()
    Panel.objects.bulk_create(Panel(dashboard=row, **panel) for panel in _panel_rows(spec))
