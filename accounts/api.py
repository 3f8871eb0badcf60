"""One's own tokens over the API."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from accounts.confirming import require_confirmed
from accounts.models import ApiToken
from accounts.serializers import MadeTokenSerializer, NewTokenSerializer, TokenSerializer
from accounts.services import create_token, revoke_token


class TokenViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.DestroyModelMixin, viewsets.GenericViewSet):
    """The tokens with which programs act in your name."""

    queryset = ApiToken.objects.none()
    serializer_class = TokenSerializer
    lookup_field = "number"

    def get_queryset(self) -> QuerySet[ApiToken]:
        """The asker's own that still work."""
        return ApiToken.objects.filter(user_id=self.request.user.pk or 0, expiry__gt=timezone.now())

    @extend_schema(request=NewTokenSerializer, responses={201: MadeTokenSerializer})
    def create(self, request: Request) -> Response:
        """Make a token. The answer is the only place where its secret is ever shown.

        Only for somebody who is signed in and has just confirmed that it is them (/account/reauthenticate/): neither a
        token that fell into wrong hands nor a window left open makes another way in. Otherwise 403, "confirm_first".
        """
        require_confirmed(request)
        asked = NewTokenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        token, secret = create_token(**asked.validated_data, by=request.user)
        token.token = secret
        return Response(MadeTokenSerializer(token).data, status=status.HTTP_201_CREATED)

    def perform_destroy(self, instance: ApiToken) -> None:
        """Revoke it."""
        revoke_token(token=instance, by=self.request.user)


def register(router: BaseRouter) -> None:
    """Add this app's addresses."""
    router.register("tokens", TokenViewSet, basename="token")
