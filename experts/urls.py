"""Doors of the experts room, below a language prefix."""

from django.urls import path

from experts import views, workspace_views

app_name = "experts"

urlpatterns = [
    path("experts/<slug:slug>/", views.profile_detail, name="profile_detail"),
    path("workspace/profile/", workspace_views.profile_edit, name="profile_edit"),
    path("workspace/profile/state/", workspace_views.profile_state, name="profile_state"),
    path("workspace/profile/preview/", workspace_views.profile_preview, name="profile_preview"),
    path("workspace/profile/<slug:key>/", workspace_views.section_edit, name="section_edit"),
    path("organizations/<slug:slug>/", views.organization_detail, name="organization_detail"),
]
