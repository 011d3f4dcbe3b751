"""Doors of requests and offers; they are part of the experts room."""

from django.urls import path

from experts.cooperation import board_views, views, workspace_views

BOARD = "workspace/cooperation/board/"

urlpatterns = [
    path("cooperation/", views.item_list, name="item_list"),
    path("cooperation/<uuid:uid>/", views.item_detail, name="item_detail"),
    path("workspace/cooperation/", workspace_views.item_mine, name="item_mine"),
    path("workspace/cooperation/new/", workspace_views.item_create, name="item_create"),
    path(BOARD, board_views.board, name="board"),
    path(f"{BOARD}<uuid:uid>/", board_views.board_item, name="board_item"),
    path(f"{BOARD}<uuid:uid>/act/", board_views.board_act, name="board_act"),
    path(
        "workspace/cooperation/suggestions/<uuid:uid>/",
        board_views.suggestion_act,
        name="suggestion_act",
    ),
    path(
        "workspace/cooperation/invitations/<uuid:uid>/",
        workspace_views.invitation,
        name="invitation",
    ),
    path("workspace/cooperation/<uuid:uid>/edit/", workspace_views.item_edit, name="item_edit"),
    path("workspace/cooperation/<uuid:uid>/step/", workspace_views.item_step, name="item_step"),
]
