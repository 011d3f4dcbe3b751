"""Addresses of what people are told."""

from django.urls import path

from notifications import views

app_name = "notifications"

urlpatterns = [
    path("workspace/notifications/", views.notification_list, name="notification_list"),
    path("workspace/notifications/read/", views.notifications_read, name="notifications_read"),
    path("workspace/notifications/<int:pk>/", views.notification_open, name="notification_open"),
    path("workspace/notifications/settings/", views.settings_form, name="settings"),
    path(
        "workspace/notifications/unsubscribe/<str:token>/",
        views.unsubscribe,
        name="unsubscribe",
    ),
]
