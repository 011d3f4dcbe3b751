"""Doors of the experts room, below a language prefix."""

from django.urls import path

from experts import views

app_name = "experts"

urlpatterns = [
    path("experts/", views.directory, name="directory"),
    path("experts/<slug:slug>/", views.profile_detail, name="profile_detail"),
    path("organizations/<slug:slug>/", views.organization_detail, name="organization_detail"),
]
