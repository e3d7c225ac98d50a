"""Names of departments in the active language."""

from django.utils.translation import get_language

from monitoring.departments.models import Department


def department_names() -> dict[str, str]:
    """Code → name of every department; one query."""
    column = "name_en" if (get_language() or "de").startswith("en") else "name_de"
    return dict(Department.objects.values_list("code", column))
