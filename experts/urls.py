"""Doors of the experts room, below a language prefix."""

from django.urls import path

from experts import contact_views, organization_views, views, work_views, workspace_views
from experts.cooperation import urls as cooperation

app_name = "experts"

urlpatterns = [
    path("experts/<slug:slug>/", views.profile_detail, name="profile_detail"),
    path("experts/<slug:slug>/contact/", contact_views.message_create, name="message_create"),
    path("workspace/messages/", contact_views.message_list, name="message_list"),
    path("workspace/messages/blocked/<int:pk>/end/", contact_views.block_end, name="block_end"),
    path("workspace/messages/<uuid:uid>/", contact_views.message_detail, name="message_detail"),
    path("workspace/messages/<uuid:uid>/block/", contact_views.message_block, name="message_block"),
    path(
        "workspace/messages/<uuid:uid>/report/",
        contact_views.message_report,
        name="message_report",
    ),
    path("workspace/profile/", workspace_views.profile_edit, name="profile_edit"),
    path("workspace/profile/state/", workspace_views.profile_state, name="profile_state"),
    path("workspace/profile/works/find/", work_views.works_find, name="works_find"),
    path("workspace/profile/preview/", workspace_views.profile_preview, name="profile_preview"),
    path("workspace/profile/<slug:key>/", workspace_views.section_edit, name="section_edit"),
    *cooperation.urlpatterns,
    path("organizations/<slug:slug>/", views.organization_detail, name="organization_detail"),
    path("organizations/<slug:slug>/claim/", organization_views.claim_create, name="claim_create"),
    path(
        "organizations/<slug:slug>/edit/",
        organization_views.organization_edit,
        name="organization_edit",
    ),
    path(
        "organizations/<slug:slug>/keepers/",
        organization_views.organization_keepers,
        name="organization_keepers",
    ),
]
