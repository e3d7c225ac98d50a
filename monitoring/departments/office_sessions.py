"""Sessions of the office's address, in the sealed room: the portal's database role can neither read nor make one."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from monitoring.departments.models import OfficeSession


class SessionStore(DatabaseStore):
    """Django's sessions in the database, in a table of the office's own."""

    @classmethod
    def get_model_class(cls) -> type[OfficeSession]:
        return OfficeSession
