"""One database, three roles: the face of the process decides which one connects."""

import os
from typing import Any
from urllib.parse import unquote, urlsplit

_VARIABLES = {"portal": "DATABASE_URL", "office": "OFFICE_DATABASE_URL", "owner": "OWNER_DATABASE_URL"}
_DEFAULT = "postgresql://{role}@127.0.0.1:5432/sozialraum"


def _url(face: str) -> str:
    """The address of a role; a process that may not have it gets it empty."""
    return os.environ.get(_VARIABLES[face]) or _DEFAULT.format(role=face)


def _connection(face: str) -> dict[str, Any]:
    parts = urlsplit(_url(face))
    return {
        "ENGINE": "django.contrib.gis.db.backends.postgis",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or face),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or 5432),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "application_name": f"sozialraum-{face}"},
        "TEST": {"NAME": os.environ.get("PORTAL_TEST_DATABASE", "test_sozialraum"), "TEMPLATE": "template1"},
    }


DATABASES = {"default": _connection(os.environ.get("PORTAL_FACE", "portal"))}
DATABASE_ROLES = {face: unquote(urlsplit(_url(face)).username or face) for face in _VARIABLES}
