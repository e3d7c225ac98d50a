"""The dashboards that the start page offers: where the reader's role begins, own ones, shared ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from monitoring.dashboards.models import Dashboard
from monitoring.dashboards.queries import dashboards_for, default_for
from monitoring.departments.readers import Reader

_SHOWN = 6


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
    return [_board(one, reader, since) for one in ordered[:_SHOWN]]


def new_boards(boards: Sequence[Board]) -> list[Board]:
    """Those that were shared or changed by others since the last visit."""
    return [board for board in boards if board.is_new]


def title_of(board: Dashboard) -> str:
    """The title in the active language."""
    return board.title_en if (get_language() or "de").startswith("en") else board.title_de


def _board(one: Dashboard, reader: Reader, since: datetime | None) -> Board:
    if one.is_default:
        note = _("for your role")
    elif one.owner_id == reader.person:
        note = _("own")
    else:
        assert one.owner is not None
        note = _("shared by %(name)s") % {"name": one.owner.get_full_name() or one.owner.get_username()}
    foreign = not one.is_default and one.owner_id != reader.person
    is_new = foreign and since is not None and one.changed_at > since
    return Board(title_of(one), reverse("dashboard", args=[one.code]), note, is_new)
