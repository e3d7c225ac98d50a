"""Notices, on both addresses. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import path

from monitoring.notices import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.mark_read, name="notices-read"),
    path("notices/unread/", views.mark_unread, name="notices-unread"),
    path("notices/mail/", views.mail_settings, name="mail-settings"),
]
