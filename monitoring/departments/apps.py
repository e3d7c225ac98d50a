from django.apps import AppConfig


class DepartmentsConfig(AppConfig):
    name = "monitoring.departments"
    label = "departments"
