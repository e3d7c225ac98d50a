"""What was erased stays erased, also where an older copy of the data is put back."""

import pytest

from indicators.actions.erasing import erase_again, erased_files
from indicators.models import AuditEntry, StoredFile
from tests.indicators.actions.journeys import Office, file_of

PERSONS = b"Name;Vorname;Geburtsdatum;id\nMuster;Erika;1990-01-02;0101\nBeispiel;Max;1985-03-04;0102\n"


@pytest.fixture
def erased(office: Office) -> StoredFile:
    delivery = office.deliver(PERSONS)
    office.deliver(file_of())
    return StoredFile.objects.get(pk=delivery.file_id)


def test_bytes_that_are_back_are_erased_again_and_only_they(office: Office, erased: StoredFile) -> None:
    marks = erased_files()
    assert [mark.sha256 for mark in marks] == [erased.sha256]
    StoredFile.objects.filter(pk=erased.pk).update(content=PERSONS, erased_at=None, erased_reason="")
    assert erase_again(files=marks) == 1
    again = StoredFile.objects.get(pk=erased.pk)
    assert (again.content, again.erased_at, again.erased_reason) == (None, erased.erased_at, erased.erased_reason)
    assert StoredFile.objects.filter(content__isnull=False).count() == 1
    assert AuditEntry.objects.filter(action="erase_again", subject_id=str(erased.pk)).count() == 1


def test_what_is_erased_already_is_left_alone(office: Office, erased: StoredFile) -> None:
    assert erase_again(files=erased_files()) == 0
    assert not AuditEntry.objects.filter(action="erase_again").exists()
