"""People in the admin: organizations, who claims them, and national focal points."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from experts.admin_forms import ClaimForm, OrganizationForm
from experts.focal_point_admin import FocalPointTableViewSet
from experts.models import FocalPoint, Organization, OrganizationClaim


class OrganizationViewSet(ModelViewSet):
    """Organizations."""

    model = Organization
    icon = "group"
    menu_label = _("Organizations")
    add_to_reference_index = False
    list_display: ClassVar[list[Any]] = ["__str__", "acronym", "country", "state", "updated"]
    list_filter: ClassVar[list[str]] = ["state", "country"]
    search_fields: ClassVar[list[str]] = ["slug", "acronym"]

    def get_form_class(self, for_update: bool = False) -> type[OrganizationForm]:  # noqa: ARG002
        """The same form for new ones and old ones."""
        return OrganizationForm


class FocalPointViewSet(ModelViewSet):
    """National focal points. Their addresses are seen here and nowhere else."""

    model = FocalPoint
    icon = "user"
    menu_label = _("Focal points")
    add_to_reference_index = False
    list_display: ClassVar[list[Any]] = [
        "country", "role", "shown_name", "is_stand_in", "start", "end",
    ]  # fmt: skip
    list_filter: ClassVar[list[str]] = ["country", "is_stand_in"]
    search_fields: ClassVar[list[str]] = ["name", "country", "role"]
    form_fields: ClassVar[list[str]] = [
        "country", "role", "is_stand_in", "person", "name", "designation", "organization",
        "organization_name", "address", "start", "end",
    ]  # fmt: skip


class ClaimViewSet(ModelViewSet):
    """Who asks to edit an organization."""

    model = OrganizationClaim
    icon = "key"
    menu_label = _("Claims")
    add_to_reference_index = False
    inspect_view_enabled = True
    list_display: ClassVar[list[Any]] = ["organization", "user", "state", "created"]
    list_filter: ClassVar[list[str]] = ["state"]
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[ClaimForm]:  # noqa: ARG002
        """Nothing but the decision can be changed."""
        return ClaimForm


class PeopleViewSetGroup(ModelViewSetGroup):
    """The menu."""

    menu_label = _("People")
    menu_icon = "group"
    menu_order = 260
    items = (OrganizationViewSet, FocalPointViewSet, FocalPointTableViewSet(), ClaimViewSet)
