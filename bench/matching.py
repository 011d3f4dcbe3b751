"""How long it takes to match one request, and how well the judged requests are ranked.

    python -m bench.matching [--experts 5000]

Everybody speaks English and knows one of two dozen subjects, so that hundreds are scored.
"""

import argparse
import random
import time
from uuid import uuid4

from bench import site  # noqa: F401  (starts Django)

# isort: split
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from experts.cooperation.candidates import match_request
from experts.models import CooperationItem, Expertise, Profile, ProfileLanguage, ProfileState
from experts.stages import Stage
from tests.experts.gold_set import edges, evaluate

COUNTRIES = ("FJ", "WS", "TO", "VU", "KI", "MU", "SC", "KM", "JM", "CU", "CV", "EE", "OM", "CN")
ROUNDS = 5


def main() -> None:
    """Fill, match, print, and leave nothing behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--experts", type=int, default=5000)
    experts = parser.parse_args().experts
    outcome = evaluate()
    print(
        f"judged requests: {len(outcome.by_request)}   nDCG@10 {outcome.mean:.4f}"
        f"   lowest {min(outcome.by_request.values()):.2f}   coverage {outcome.coverage:.2f}"
    )
    with transaction.atomic():
        fill(experts)
        item = make_request()
        match_request(item, limit=12)
        with CaptureQueriesContext(connection) as queries:
            matches, misfits = match_request(item, limit=12)
        seconds = []
        for _round in range(ROUNDS):
            start = time.perf_counter()
            match_request(item, limit=12)
            seconds.append(time.perf_counter() - start)
        print(
            f"one request among {experts} experts: {min(seconds):.3f} s at best,"
            f" {max(seconds):.3f} s at worst, {len(queries)} queries,"
            f" {len(matches)} suggested, {len(misfits)} left out"
        )
        transaction.set_rollback(True)


def subjects() -> list[str]:
    """The subjects that people know: those with a broader one."""
    _narrower, broader = edges()
    return sorted(broader)


def fill(experts: int) -> None:
    """Store people with three subjects, two languages and two countries each."""
    chance = random.Random(20261122)
    terms = subjects()
    people = User.objects.bulk_create(
        User(email=f"{uuid4().hex}@example.org", first_name="A", last_name=str(place))
        for place in range(experts)
    )
    profiles = Profile.objects.bulk_create(
        Profile(
            user=person,
            slug=uuid4().hex,
            state=ProfileState.PUBLISHED,
            based_in=chance.choice(COUNTRIES),
            worked_in=[f"countries:{code}" for code in chance.sample(COUNTRIES, 2)],
            help_offered=["help-kinds:advice", "help-kinds:data"],
        )
        for person in people
    )
    Expertise.objects.bulk_create(
        Expertise(
            profile=profile,
            term=term,
            level=chance.randint(1, 4),
            verified_at=timezone.now() if chance.random() < 0.2 else None,
        )
        for profile in profiles
        for term in chance.sample(terms, 3)
    )
    ProfileLanguage.objects.bulk_create(
        ProfileLanguage(profile=profile, language=language, level=3)
        for profile in profiles
        for language in ("en", chance.choice(("fr", "es", "ru")))
    )


def make_request() -> CooperationItem:
    """A request that touches many: marine biodiversity and its narrower subjects."""
    owner = User.objects.create(email=f"{uuid4().hex}@example.org")
    return CooperationItem.objects.create(
        owner=owner,
        direction="request",
        titles={"en": "Reefs"},
        topics=["cbd-subjects:CBD-SUBJECT-MAR", "cbd-subjects:CORAL-REEFS", "cbd-subjects:USE"],
        countries=["countries:FJ"],
        help_kinds=["help-kinds:data"],
        languages=["languages:en"],
        stage=Stage.PUBLISHED,
    )


if __name__ == "__main__":
    main()
