"""Events. Day and hour are those of the place; the instant follows from its time zone."""

from datetime import datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail_localize.fields import BaseTranslatableField

from cms.blocks import body_field, files_field
from cms.fields import synchronised
from cms.models.base import BasePage
from cms.models.classified import ClassifiedPage
from records.data import Period

END_OF_DAY = time(23, 59, 59)


def validate_zone(name: str) -> None:
    """Refuse a name that is not in the IANA database."""
    if name not in available_timezones():
        raise ValidationError(
            _("Choose a time zone such as Pacific/Fiji, or UTC."), code="time_zone"
        )


class EventIndexPage(BasePage):
    """The calendar."""

    record_kind = "section"
    subpage_types: ClassVar[list[str]] = ["cms.EventPage"]

    class Meta:
        verbose_name = _("calendar of events")
        verbose_name_plural = _("calendars of events")


class EventPage(ClassifiedPage):
    """Something that takes place. Without a start time it lasts all day."""

    record_kind = "event"
    text_fields = ("venue", "city", "body")
    fact_fields = ("venue", "city", "country", "online_url", "registration_url")
    parent_page_types: ClassVar[list[str]] = ["cms.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    start_date = models.DateField(_("first day"), null=True)
    start_time = models.TimeField(
        _("begins at"), null=True, blank=True, help_text=_("Empty: it lasts all day.")
    )
    end_date = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Empty: the first day.")
    )
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="UTC", validators=[validate_zone],
        help_text=_("The time zone of the place, for example Pacific/Fiji."),
    )  # fmt: skip
    venue = models.CharField(_("venue"), max_length=255, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = models.CharField(
        _("country of the venue"),
        max_length=2,
        blank=True,
        help_text=_("Two letters, for example FJ. Empty: the event is online."),
    )
    online_url = models.URLField(_("address to take part online"), blank=True, max_length=500)
    registration_url = models.URLField(_("address to register"), blank=True, max_length=500)
    body = body_field()
    attachments = files_field(_("files"))

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("start_time")]),
                FieldRowPanel([FieldPanel("end_date"), FieldPanel("end_time")]),
                FieldPanel("time_zone"),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("venue"),
                FieldRowPanel([FieldPanel("city"), FieldPanel("country")]),
                FieldPanel("online_url"),
                FieldPanel("registration_url"),
            ],
            heading=_("Where"),
        ),
        FieldPanel("body"),
        FieldPanel("attachments"),
        *ClassifiedPage.classification_panels,
    ]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *ClassifiedPage.override_translatable_fields,
        *synchronised(
            "start_date", "start_time", "end_date", "end_time", "time_zone", "country",
            "online_url", "registration_url",
        ),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @property
    def period(self) -> Period | None:
        """When the event takes place; None while a draft has no first day."""
        if not self.start_date:
            return None
        zone = ZoneInfo(self.time_zone)
        all_day = self.start_time is None
        start = datetime.combine(self.start_date, self.start_time or time.min, tzinfo=zone)
        last_day = self.end_date or self.start_date
        if all_day:
            end = datetime.combine(last_day, END_OF_DAY, tzinfo=zone)
        elif self.end_time:
            end = datetime.combine(last_day, self.end_time, tzinfo=zone)
        else:
            end = datetime.combine(last_day, self.start_time or time.min, tzinfo=zone)
            end += timedelta(hours=1)
        return Period(start=start, end=end, zone=self.time_zone, all_day=all_day)

    def clean(self) -> None:
        """Refuse an event that ends before it begins."""
        super().clean()
        self.country = self.country.upper()
        if self.end_date and self.start_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("The last day is before the first day.")})
        same_day = not self.end_date or self.end_date == self.start_date
        if same_day and self.start_time and self.end_time and self.end_time < self.start_time:
            raise ValidationError({"end_time": _("The end is before the beginning.")})
