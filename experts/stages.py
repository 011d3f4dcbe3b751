"""The life of a request or an offer: which stage follows which, and by whose step."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a request or an offer stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    CLARIFYING = "clarifying", _("Being clarified")
    PUBLISHED = "published", _("Published")
    MATCHING = "matching", _("Looking for partners")
    AGREED = "agreed", _("Agreed")
    RUNNING = "running", _("Under way")
    CLOSED = "closed", _("Closed with an outcome")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")


# Stages in which others may meet it, those that still look for somebody, and the last ones.
SHOWN = frozenset({Stage.PUBLISHED, Stage.MATCHING, Stage.AGREED, Stage.RUNNING, Stage.CLOSED})
OPEN = frozenset({Stage.PUBLISHED, Stage.MATCHING})
FINAL = frozenset({Stage.CLOSED, Stage.DECLINED, Stage.WITHDRAWN, Stage.EXPIRED})
# Stages that a deadline ends: later ones have found their partner.
PERISHABLE = frozenset({Stage.SUBMITTED, Stage.CLARIFYING, Stage.PUBLISHED, Stage.MATCHING})
EDITABLE = frozenset({Stage.DRAFT, Stage.CLARIFYING})

NEXT: Mapping[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.SUBMITTED, Stage.WITHDRAWN}),
    Stage.SUBMITTED: frozenset(
        {Stage.CLARIFYING, Stage.PUBLISHED, Stage.DECLINED, Stage.WITHDRAWN, Stage.EXPIRED}
    ),
    Stage.CLARIFYING: frozenset(
        {Stage.SUBMITTED, Stage.PUBLISHED, Stage.DECLINED, Stage.WITHDRAWN, Stage.EXPIRED}
    ),
    Stage.PUBLISHED: frozenset(
        {Stage.MATCHING, Stage.AGREED, Stage.DECLINED, Stage.WITHDRAWN, Stage.EXPIRED}
    ),
    Stage.MATCHING: frozenset({Stage.AGREED, Stage.DECLINED, Stage.WITHDRAWN, Stage.EXPIRED}),
    Stage.AGREED: frozenset({Stage.RUNNING, Stage.MATCHING, Stage.CLOSED, Stage.WITHDRAWN}),
    Stage.RUNNING: frozenset({Stage.CLOSED, Stage.WITHDRAWN}),
    Stage.CLOSED: frozenset(),
    Stage.DECLINED: frozenset(),
    Stage.WITHDRAWN: frozenset(),
    Stage.EXPIRED: frozenset(),
}
# Steps of the person who asked or offered; the others are a broker's, expiry is the clock's.
OWNER_STEPS = frozenset({Stage.SUBMITTED, Stage.RUNNING, Stage.CLOSED, Stage.WITHDRAWN})
BROKER_STEPS = frozenset(
    {
        Stage.CLARIFYING, Stage.PUBLISHED, Stage.MATCHING, Stage.AGREED, Stage.RUNNING,
        Stage.CLOSED, Stage.DECLINED,
    }
)  # fmt: skip
