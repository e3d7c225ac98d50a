"""The office's address over a tiny city into which files can be delivered."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from indicators.actions import steps
from indicators.models import Delivery
from monitoring.departments.models import Person
from tests.factories import make_person
from tests.indicators.actions.journeys import Office, file_of, make_office

PERIOD = "2024-12-31"


@dataclass(frozen=True)
class Desk:
    """The office's people at their browsers."""

    office: Office
    planner: Person
    outsider: Person  # delivers files of its own

    def client(self, person: Person | None = None, language: str = "de") -> Client:
        """A browser that asks for pages in ``language``; without a person, a visitor's."""
        browser = Client(headers={"accept-language": language})
        if person is not None:
            browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    def upload(self, person: Person | None = None, content: bytes | None = None, **fields: Any) -> Any:
        """Send the upload form as ``person`` (the statistician)."""
        name = fields.pop("name", "einwohner.csv")
        file = SimpleUploadedFile(name, file_of() if content is None else content)
        given = {"file": file, "profile": "kiez", "period": PERIOD, **fields}
        return self.client(person or self.office.supplier).post("/deliveries/new/", given)

    def delivered(self, person: Person | None = None, content: bytes | None = None, **fields: Any) -> Delivery:
        """Uploaded through the page and taken as far as it goes without a second person."""
        response = self.upload(person, content, **fields)
        assert response.status_code == 302, response.content.decode()
        number = int(response["Location"].strip("/").split("/")[-1])
        return travelled(number)


def travelled(number: int) -> Delivery:
    """What the worker does, done here."""
    steps.run(delivery=number)
    return Delivery.objects.get(pk=number)


@pytest.fixture
def at_office(settings: Any) -> None:
    """This process serves the office's address."""
    settings.ROOT_URLCONF, settings.IS_OFFICE = "monitoring.urls.office", True


@pytest.fixture
def desk(db: None, at_office: None) -> Desk:
    return Desk(
        make_office(),
        planner=make_person("planung", "planner"),
        outsider=make_person("zulieferung", "supplier", department="statistikstelle"),
    )
