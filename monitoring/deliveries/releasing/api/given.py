"""What a request says, checked."""

from typing import Any

from rest_framework.request import Request
from rest_framework.serializers import Serializer


def given(serializer: type[Serializer], request: Request) -> dict[str, Any]:
    """The checked fields; raises DRF's ``ValidationError``."""
    asked = serializer(data=request.data)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)
