"""Requests as views of this site receive them."""

from django.http import HttpRequest

from records.audiences import Viewer


class ViewerRequest(HttpRequest):
    """A request behind `ViewerMiddleware`: it knows who looks."""

    viewer: Viewer
