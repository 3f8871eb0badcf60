"""Addresses of the home page and of the pages that explain the product."""

from django.urls import path

from meetings.views import home

urlpatterns = [
    path("", home.my_fortnight, name="my_fortnight"),
    path("reminders/seen/", home.reminders_seen, name="reminders_seen"),
    path("glossary/", home.glossary, name="glossary"),
    path("accessibility/", home.accessibility, name="accessibility"),
]
