"""The web processes: gunicorn runs this once with the portal's face and once with the office's."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from django.utils import translation

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "monitoring.settings")
application = get_wsgi_application()


def load() -> None:
    """Every address with all that answers there, and the words of both languages: the first reader would wait for them."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            get_resolver().reverse("healthz")


load()
