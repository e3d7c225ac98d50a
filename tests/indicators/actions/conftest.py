import pytest

from tests.indicators.actions.journeys import Office, make_office


@pytest.fixture
def office(db: None) -> Office:
    return make_office()
