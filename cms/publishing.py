"""What happens when the last step of moderation is passed (`WAGTAIL_FINISH_WORKFLOW_ACTION`)."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Wagtail reads this module while it makes its models.
    from wagtail.models import WorkflowState

    from accounts.models import User


def publish_approved(workflow_state: "WorkflowState", user: "User | None" = None) -> None:
    """Publish the page: approval is the permission.

    A focal point may approve what names their country without rights on its place in the
    tree, where Wagtail's own action would refuse to publish.
    """
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
