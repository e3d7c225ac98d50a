from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "monitoring.notices"
    label = "notices"
