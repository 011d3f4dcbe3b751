"""What readers decide about recommendations."""

from uuid import UUID

from accounts.models import User
from search.models import DismissedRecommendation, RecommendationChoice


def choose_recommendations(*, user: User, is_on: bool) -> None:
    """Note whether somebody wants recommendations."""
    RecommendationChoice.objects.update_or_create(user=user, defaults={"is_on": is_on})


def dismiss_recommendation(*, user: User, uid: UUID) -> None:
    """Note what somebody does not want to be recommended again; repeatable."""
    DismissedRecommendation.objects.get_or_create(user=user, uid=uid)
