"""The address of the workspace; rooms keep the addresses of their pages below it."""

from django.urls import path

from accounts import workspace_views

app_name = "workspace"

urlpatterns = [path("workspace/", workspace_views.home, name="home")]
