"""The page that publishes indices: what waits, the reason that is asked for, and the worker's turn."""

from django.test import Client

from indicators.actions.indices import take_publication, unpublished
from indicators.actions.storing import store
from indicators.models import IndexPublication
from tests.factories import make_person, make_world
from tests.factories.indices import STATUS

PAGE = "/catalogue/publish-indices/"


def test_index_that_waits_is_published_with_a_reason(db: None, at_office: None) -> None:
    make_world()
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(make_person("freigabe", "approver"), backend="django.contrib.auth.backends.ModelBackend")
    assert "There is nothing to do." in browser.get(PAGE).content.decode()
    store(by=None, spec=STATUS)
    page = browser.get(PAGE).content.decode()
    assert "Status index" in page and 'value="stand"' in page
    assert browser.post(PAGE, {"index": "stand", "reason": ""}).status_code == 422
    assert not IndexPublication.objects.exists()
    assert browser.post(PAGE, {"index": "stand", "reason": "Beschlossen"}).status_code == 302
    assert "at this moment" in browser.get(PAGE).content.decode()
    assert take_publication() and unpublished() == []
