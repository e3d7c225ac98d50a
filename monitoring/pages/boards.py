"""The dashboards that the start page offers: where the reader's role begins, own ones, shared ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from monitoring.dashboards.models import Dashboard, DashboardShare
from monitoring.dashboards.queries import dashboards_for, default_for
from monitoring.dashboards.wording import title_of
from monitoring.departments.readers import Reader

SHOWN = 6
"""So many stand on the start page; what is new is named beside them, wherever it stands in the list."""


@dataclass(frozen=True)
class Board:
    """A dashboard in the active language; ``note`` says why it stands here."""

    title: str
    url: str
    note: str
    is_new: bool


def boards_for(reader: Reader, since: datetime | None) -> list[Board]:
    """The default of the reader's role first, then own ones, then what is shared with the reader's departments."""
    every = dashboards_for(reader, titles=True)
    first = default_for(reader, every)
    own = [one for one in every if not one.is_default]
    ordered = [*([first] if first else []), *own]
    newly_shared = _newly_shared(reader, since) if since else frozenset()
    return [_board(one, reader, since, newly_shared) for one in ordered]


def _newly_shared(reader: Reader, since: datetime) -> frozenset[int]:
    """What has been shared with one of the reader's departments since then."""
    shares = DashboardShare.objects.filter(created_at__gt=since, department__code__in=reader.departments)
    return frozenset(shares.values_list("dashboard_id", flat=True))


def new_boards(boards: Sequence[Board]) -> list[Board]:
    """Those that were shared or changed by others since the last visit."""
    return [board for board in boards if board.is_new]


def _board(one: Dashboard, reader: Reader, since: datetime | None, newly_shared: frozenset[int]) -> Board:
    if one.is_default:
        note = _("for your role")
    elif one.owner_id == reader.person:
        note = _("own")
    else:
        assert one.owner is not None
        note = _("shared by %(name)s") % {"name": one.owner.get_full_name() or one.owner.get_username()}
    foreign = not one.is_default and one.owner_id != reader.person
    is_new = foreign and since is not None and (one.changed_at > since or one.pk in newly_shared)
    return Board(title_of(one), reverse("dashboard", args=[one.code]), note, is_new)
