"""Widgets of the editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import BaseChooser

from records.models import Record


class RecordChooser(BaseChooser):
    """Chooses a record, of this site or harvested (`cms.viewsets.RecordChooserViewSet`)."""

    choose_one_text = _("Choose a record")
    choose_another_text = _("Choose another record")
    clear_choice_text = _("Remove this record")
    show_edit_link = False
    model = Record
    chooser_modal_url_name = "record_chooser:choose"
    icon = "link"
