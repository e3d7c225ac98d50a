"""Who asks."""

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from monitoring.api import answers
from monitoring.departments.readers import reader_of


class MeView(APIView):
    http_method_names = ["get", "head", "options"]

    @extend_schema(operation_id="me", responses={200: answers.MeAnswer})
    def get(self, request: Request) -> Response:
        """Who is signed in, and as what; empty for a visitor."""
        reader = reader_of(request.user)
        signed_in = request.user.is_authenticated
        answer = {
            "username": request.user.get_username() if signed_in else "",
            "name": request.user.get_full_name() if signed_in else "",
            "roles": sorted(reader.roles),
            "departments": sorted(reader.departments),
            "language": get_language(),
        }
        return Response(answer, headers={"Cache-Control": "private, no-store"})
