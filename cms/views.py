"""Public views of the cms room that are not pages."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.actions.feedback import give_feedback
from cms.forms import FeedbackForm

TOO_MANY = 429
UNPROCESSABLE = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_create(request: HttpRequest) -> HttpResponse:
    """Ask whether a page is useful, and store the answer.

    Works as two plain pages; htmx swaps the form and the thanks into the page instead.
    Ten answers an hour from one address: the counter is all that is kept of it.
    """
    if request.method != "POST":
        form = FeedbackForm(initial=_initial(request))
        return _answer(request, {"form": form})
    if not ratelimit.consume(request, action="cms_feedback"):
        text = _("That was a lot of feedback. Please try again in an hour.")
        return _answer(request, {"form": FeedbackForm(request.POST), "refusal": text}, TOO_MANY)
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return _answer(request, {"form": form}, UNPROCESSABLE)
    if not form.is_robot:
        said = form.cleaned_data
        give_feedback(
            answer=said["answer"],
            comment=said["comment"],
            path=said["path"],
            uid=said["uid"],
            language=get_language() or "",
        )
    return _answer(request, {"is_done": True, "path": form.cleaned_data["path"]})


def _initial(request: HttpRequest) -> dict[str, str]:
    return {
        "answer": request.GET.get("useful", ""),
        "path": request.GET.get("path", ""),
        "uid": request.GET.get("uid", ""),
    }


def _answer(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    is_htmx = bool(getattr(request, "htmx", False))
    template = "cms/_feedback.html" if is_htmx else "cms/feedback_form.html"
    # htmx swaps only successful answers.
    return render(request, template, context, status=200 if is_htmx else status)
