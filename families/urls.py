"""The addresses of families; the family's own page stands with agreements, which it shows."""

from django.urls import path

from families import views

urlpatterns = [
    path("families/", views.families, name="families"),
    path("families/<int:pk>/address/show/", views.address_show, name="address_show"),
    path("families/<int:pk>/address/", views.address_change, name="address_change"),
    path("families/<int:pk>/name/", views.name_change, name="name_change"),
    path("families/<int:pk>/children/<int:child>/birth/", views.birth_record, name="birth_record"),
]
