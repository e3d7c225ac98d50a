"""What people wrote about a delivery before its decision."""

from indicators.models import Remark, WarningReason


def remarks(delivery: int) -> list[Remark]:
    """Questions and answers, the first one first."""
    return list(Remark.objects.filter(delivery=delivery).select_related("by"))


def warning_reasons(delivery: int) -> list[WarningReason]:
    """The reasons that were given for warnings, by their kind."""
    return list(WarningReason.objects.filter(delivery=delivery).select_related("by"))
