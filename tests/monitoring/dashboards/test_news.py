"""What is new about dashboards on the start page: shared since the last visit, wherever they stand in the list."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from monitoring.dashboards.models import Dashboard, DashboardShare
from monitoring.dashboards.wording import title_of
from monitoring.departments.models import Person
from monitoring.departments.readers import reader_of
from monitoring.pages.boards import SHOWN, boards_for, new_boards
from tests.monitoring.dashboards.conftest import Making

PersonOf = Callable[..., Person]
LONG_AGO = timezone.now() - timedelta(days=30)
YESTERDAY = timezone.now() - timedelta(days=1)


@pytest.fixture
def shared(make_dashboard: Making, person: PersonOf) -> Dashboard:
    """Made and last changed long ago, shared today."""
    owner = person("statistik", "statistikstelle")
    made = make_dashboard("z", owner=owner, department="statistikstelle", shared=("sozialplanung",))
    Dashboard.objects.update(changed_at=LONG_AGO, created_at=LONG_AGO)
    return made


def news(person: Person) -> list[str]:
    return [board.url for board in new_boards(boards_for(reader_of(person), YESTERDAY))]


def test_what_was_shared_since_the_last_visit_is_new_though_it_did_not_change(
    shared: Dashboard, person: PersonOf
) -> None:
    assert news(person("planung")) == ["/dashboards/z/"]


def test_what_was_shared_before_is_not(shared: Dashboard, person: PersonOf) -> None:
    DashboardShare.objects.update(created_at=LONG_AGO)
    assert news(person("planung")) == []


def test_own_sharing_is_no_news_to_oneself(shared: Dashboard, person: PersonOf) -> None:
    assert news(person("statistik", "statistikstelle")) == []


def test_news_are_found_behind_all_that_the_page_shows(
    shared: Dashboard, make_dashboard: Making, person: PersonOf
) -> None:
    planner = person("planung")
    for number in range(SHOWN + 1):
        make_dashboard(f"a{number}", owner=planner)
    assert news(planner) == ["/dashboards/z/"]


def test_title_is_said_in_the_active_language(shared: Dashboard) -> None:
    for language, title in (("de", "Titel z"), ("en", "Title z")):
        with override(language):
            assert title_of(shared) == title
