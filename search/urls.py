"""Doors of the search room, below a language prefix."""

from django.urls import path

from search import export_views, feed_views, saved_views, views

app_name = "search"

urlpatterns = [
    path("search/", views.search_page, name="search"),
    path(
        "search/export.<str:extension>",
        export_views.export,
        {"place": "search"},
        name="search_export",
    ),
    path(
        "knowledge/export.<str:extension>",
        export_views.export,
        {"place": "knowledge"},
        name="knowledge_export",
    ),
    path(
        "experts/export.<str:extension>",
        export_views.export,
        {"place": "experts"},
        name="experts_export",
    ),
    path("search/feed.<str:extension>", feed_views.feed, {"place": "search"}, name="search_feed"),
    path(
        "knowledge/feed.<str:extension>",
        feed_views.feed,
        {"place": "knowledge"},
        name="knowledge_feed",
    ),
    path("search/suggest/", views.suggest, name="suggest"),
    path("search/similar/<uuid:uid>/", views.similar, name="similar"),
    path("workspace/searches/", saved_views.saved_list, name="saved_list"),
    path("workspace/searches/new/", saved_views.saved_create, name="saved_create"),
    path("workspace/searches/<uuid:uid>/", saved_views.saved_edit, name="saved_edit"),
    path("workspace/searches/<uuid:uid>/delete/", saved_views.saved_delete, name="saved_delete"),
    path("workspace/searches/<uuid:uid>/new-results/", saved_views.saved_count, name="saved_count"),
    path("experts/", views.directory, name="experts"),
    path("knowledge/", views.knowledge_list, name="knowledge"),
]
