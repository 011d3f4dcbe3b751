"""Taking and dealing with feedback."""

from uuid import UUID

from cms.models import Feedback


def give_feedback(
    *, answer: str, comment: str, path: str, uid: UUID | None, language: str
) -> Feedback:
    """Store what a reader said. Nothing tells who it was."""
    return Feedback.objects.create(
        answer=answer, comment=comment, path=path, uid=uid, language=language
    )
