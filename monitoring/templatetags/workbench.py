"""What templates about handed-in indices need."""

from django import template
from django.utils.translation import get_language

from monitoring.analysis.models import IndexSubmission

register = template.Library()


@register.filter
def submitted_title(submission: IndexSubmission) -> str:
    """The title in the active language; the code where there is none."""
    title = submission.document.get("title") or {}
    language = "de" if (get_language() or "de").startswith("de") else "en"
    return str(title.get(language) or submission.code)
