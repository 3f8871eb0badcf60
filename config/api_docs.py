"""The API's schema as a page, from our own server, under our own policy."""

from functools import cache
from typing import Any

from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView, SpectacularYAMLAPIView


class TokenScheme(KnoxTokenScheme):
    """How a program says its token."""

    target_class = "config.api_tokens.TokenOfAMember"


class MadeOnce(SchemaGenerator):
    """The schema is the same for everybody, and takes a second to make."""

    def get_schema(self, request: Any = None, public: bool = False) -> Any:
        """The schema, made when it is first asked for."""
        return _schema()


@cache
def _schema() -> Any:
    return SchemaGenerator().get_schema(request=None, public=True)


class Schema(SpectacularJSONAPIView):
    """OpenAPI 3.1, in JSON unless YAML is asked for."""

    generator_class = MadeOnce
    renderer_classes = [*SpectacularJSONAPIView.renderer_classes, *SpectacularYAMLAPIView.renderer_classes]


@method_decorator(csp_update({"img-src": ["data:"]}), name="dispatch")  # the viewer's own arrows
class SchemaPage(SpectacularSwaggerSplitView):
    """Swagger UI, its start-up script in a request of its own."""

    template_name = "api/docs.html"
    http_method_names = ["get", "head"]  # DRF would answer OPTIONS with this page, which has nothing to show then
