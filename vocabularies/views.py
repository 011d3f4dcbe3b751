"""Public pages of the vocabularies."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe
from rdflib import Graph

from vocabularies.browsing import describe, filtered, scheme_cards, scheme_text
from vocabularies.labels import canonical
from vocabularies.models import Scheme
from vocabularies.skos_export import skos_graph
from vocabularies.tree import tree

CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
}
LONGEST_FILTER = 100


@require_safe
def scheme_list(request: HttpRequest) -> HttpResponse:
    """All vocabularies with the number of their terms."""
    cards = scheme_cards(get_language() or "en")
    return render(request, "vocabularies/scheme_list.html", {"cards": cards})


@require_safe
def scheme_detail(request: HttpRequest, scheme: str) -> HttpResponse:
    """The terms of one vocabulary as a tree; `q` filters by label, key or notation."""
    found = get_object_or_404(Scheme, key=scheme)
    language = get_language() or "en"
    text = request.GET.get("q", "")[:LONGEST_FILTER].replace("\x00", "").strip()
    nodes = [node for node in tree(scheme, language) if not node.deprecated]
    shown = filtered(scheme, nodes, text) if text else nodes
    context = {
        "scheme": found,
        "title": scheme_text(found.titles, language, found.key),
        "description": scheme_text(found.descriptions, language, ""),
        "nodes": shown,
        "total": len(nodes),
        "query": text,
        "is_flat": all(node.depth == 0 for node in nodes),
        "languages": {node.label.language for node in shown},
    }
    return render(request, "vocabularies/scheme_detail.html", context)


@require_safe
def term_detail(request: HttpRequest, scheme: str, key: str) -> HttpResponseBase:
    """One term. A key that is an alias leads to the term in use."""
    language = get_language() or "en"
    description = describe(f"{scheme}:{key}", language)
    if description is None:
        current = canonical([f"{scheme}:{key}"]).get(f"{scheme}:{key}")
        if current is None:
            raise Http404
        to_scheme, _, to_key = current.partition(":")
        return redirect("vocabularies:term_detail", to_scheme, to_key, permanent=False)
    return render(request, "vocabularies/term_detail.html", {"described": description})


@require_safe
def scheme_turtle(request: HttpRequest, scheme: str) -> HttpResponse:
    """The vocabulary as SKOS in Turtle."""
    graph = _graph(request, scheme)
    return HttpResponse(graph.serialize(format="turtle"), content_type="text/turtle; charset=utf-8")


@require_safe
def scheme_json_ld(request: HttpRequest, scheme: str) -> HttpResponse:
    """The vocabulary as SKOS in JSON-LD."""
    graph = _graph(request, scheme)
    return HttpResponse(
        graph.serialize(format="json-ld", context=CONTEXT), content_type="application/ld+json"
    )


def _graph(request: HttpRequest, scheme: str) -> Graph:
    """The address of a term is that of its page in the site's first language."""
    found = get_object_or_404(Scheme, key=scheme)
    with override("en"):
        base = request.build_absolute_uri(reverse("vocabularies:scheme_list"))
    return skos_graph(found, base)
