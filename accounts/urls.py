"""Addresses of one's own account."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("account/tokens/", views.api_tokens, name="api_tokens"),
    path("account/tokens/<uuid:number>/revoke/", views.api_token_revoke, name="api_token_revoke"),
]
