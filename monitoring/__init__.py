"""Who uses the portal and how it is shown: the Django project and its pages."""

from monitoring.celery import app as celery_app

__all__ = ["celery_app"]
