"""Doors of the search room, below a language prefix."""

from django.urls import path

from search import views

app_name = "search"

urlpatterns = [
    path("search/", views.search_page, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("knowledge/", views.knowledge_list, name="knowledge"),
]
