"""Addresses of one's own account."""

from django.urls import path

from accounts.views import tokens

urlpatterns = [
    path("account/tokens/", tokens.api_tokens, name="api_tokens"),
    path("account/tokens/<uuid:number>/revoke/", tokens.api_token_revoke, name="api_token_revoke"),
]
