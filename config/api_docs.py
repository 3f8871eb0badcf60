"""The API's schema as a page, from our own server, under our own policy."""

from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.views import SpectacularSwaggerSplitView


@method_decorator(csp_update({"img-src": ["data:"]}), name="dispatch")  # the viewer's own arrows
class SchemaPage(SpectacularSwaggerSplitView):
    """Swagger UI, its start-up script in a request of its own."""

    template_name = "api/docs.html"
    http_method_names = ["get", "head"]  # DRF would answer OPTIONS with this page, which has nothing to show then
