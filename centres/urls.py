"""Addresses of the directory."""

from django.urls import path

from centres.views import directory, services, sources

urlpatterns = [
    path("directory/", directory.directory, name="directory"),
    path("directory/<int:pk>/people/new/", directory.membership_start, name="membership_start"),
    path("directory/partners/new/", directory.partner_add, name="partner_add"),
    path("directory/people/<int:pk>/change/", directory.membership_change, name="membership_change"),
    path("directory/people/<int:pk>/right/", directory.membership_confirm, name="membership_confirm"),
    path("directory/people/<int:pk>/second-step/", directory.second_factor_reset, name="second_factor_reset"),
    path("directory/people/<int:pk>/invitation/", directory.invitation_send, name="invitation_send"),
    path("directory/<int:pk>/closed/", directory.closed_days, name="closed_days"),
    path("directory/closed/<int:pk>/open/", directory.closed_days_end, name="closed_days_end"),
    path("services/", services.services, name="services"),
    path("services/new/", services.service_add, name="service_add"),
    path("services/export/", services.services_export, name="services_export"),
    path("services/<int:pk>/", services.service, name="service"),
    path("services/<int:pk>/change/", services.service_change, name="service_change"),
    path("services/<int:pk>/end/", services.service_end, name="service_end"),
    path("services/<int:pk>/again/", services.service_again, name="service_again"),
    path("services/sources/", sources.service_sources, name="service_sources"),
    path("services/sources/new/", sources.service_source_add, name="service_source_add"),
    path("services/sources/<int:pk>/", sources.service_source, name="service_source"),
    path("services/sources/<int:pk>/read/", sources.service_source_read, name="service_source_read"),
    path("services/sources/<int:pk>/stop/", sources.service_source_stop, name="service_source_stop"),
    path("services/readings/<int:pk>/", sources.service_reading, name="service_reading"),
    path("services/readings/<int:pk>/state/", sources.service_reading_state, name="service_reading_state"),
    path("services/readings/<int:pk>/drop/", sources.service_reading_drop, name="service_reading_drop"),
]
