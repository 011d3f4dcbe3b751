"""Tags of the pages of the workspace."""

from django import template
from django.template import Context

from accounts.models import User
from accounts.workspace import MenuLink, menu_for

register = template.Library()


@register.simple_tag(takes_context=True)
def workspace_menu(context: Context) -> list[MenuLink]:
    """The pages of the reader's workspace; none for visitors."""
    request = context.get("request")
    user = getattr(request, "user", None)
    return menu_for(user, request.path) if request and isinstance(user, User) else []
