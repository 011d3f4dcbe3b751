"""The buttons that lead from a stage to the next, for owners and for brokers."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from experts.models import CooperationItem
from experts.stages import BROKER_STEPS, NEXT, OWNER_STEPS, Stage


@dataclass(frozen=True, slots=True)
class StepButton:
    """A step as a button; `asks` is the label of what has to be written with it, or ""."""

    after: Stage
    label: str | Promise
    asks: str | Promise = ""
    variant: str = "secondary"


BUTTONS = {
    Stage.SUBMITTED: StepButton(Stage.SUBMITTED, _("Submit to the brokers"), variant="primary"),
    Stage.CLARIFYING: StepButton(Stage.CLARIFYING, _("Ask the author"), _("Your question")),
    Stage.PUBLISHED: StepButton(Stage.PUBLISHED, _("Publish"), variant="primary"),
    Stage.MATCHING: StepButton(Stage.MATCHING, _("Look for partners"), variant="primary"),
    Stage.AGREED: StepButton(Stage.AGREED, _("Note that partners agreed")),
    Stage.RUNNING: StepButton(Stage.RUNNING, _("Note that the work began"), variant="primary"),
    Stage.CLOSED: StepButton(Stage.CLOSED, _("Close with an outcome"), _("What came of it?")),
    Stage.DECLINED: StepButton(Stage.DECLINED, _("Decline"), _("Why can nobody help?")),
    Stage.WITHDRAWN: StepButton(Stage.WITHDRAWN, _("Withdraw"), variant="quiet"),
}


def owner_steps(item: CooperationItem) -> list[StepButton]:
    """What the owner may do next."""
    return [button for after, button in BUTTONS.items() if after in NEXT[stage(item)] & OWNER_STEPS]


def broker_steps(item: CooperationItem) -> list[StepButton]:
    """What a broker may do next."""
    return [
        button for after, button in BUTTONS.items() if after in NEXT[stage(item)] & BROKER_STEPS
    ]


def stage(item: CooperationItem) -> Stage:
    """The stage of an item as a member of its choices."""
    return Stage(item.stage)
