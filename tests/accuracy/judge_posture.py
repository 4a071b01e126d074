"""How somebody sits: the five postures, and claims of an uneven load."""

from mock_hw.population.scene import Pose, Scene
from tests.accuracy.adapter import Claim, Heard
from tests.accuracy.marks import Marks
from tests.accuracy.spans import Span, overlap_s
from tests.accuracy.truth import lean_points, persons, posture

SETTLING_S = 3.0
"""A pose is judged from so long after it was reached."""

SIDES = ("left", "right", "front", "back")
UNEVEN_S, LATE_S = 300.0, 30.0
SURELY_POINTS, HARDLY_POINTS = 12.5, 7.5
"""A lean beyond the first for the whole time must be claimed; a claim over a mean below the second is false.

The limit, 10 points, lies between; claims there are borderline.
"""


def judge_posture(scene: Scene, heard: Heard, marks: Marks) -> None:
    """Judge each clear pose frame by frame, from the guided sit on."""
    from_s = scene.guided[1] if scene.guided else 0.0
    for pose in scene.poses:
        judged = Span(max(from_s, pose.begin_s + SETTLING_S), pose.end_s)
        marks.count("settling_s", max(0.0, min(SETTLING_S, pose.end_s - pose.begin_s)))
        right = posture(pose)
        if right is None:
            marks.count("ambiguous_s", judged.length_s)
            continue
        if not judged.length_s:
            continue
        marks.count("clear_s", judged.length_s)
        for said, seconds in heard.posture.within(judged).items():
            marks.count(f"posture {right} {said}", seconds)
            marks.count("clear_right_s", seconds if said == right else 0)


def judge_uneven(scene: Scene, heard: Heard, marks: Marks) -> None:
    """Judge claims of uneven load, and look for leans without one; left and right apart from front and back."""
    for claim in heard.claims:
        marks.count(f"claims_{_axis(claim.side)}")
        mean = _mean_points(scene, claim)
        marks.count(f"claims_{_axis(claim.side)}_false", mean is None or mean < HARDLY_POINTS)
        marks.count(
            f"claims_{_axis(claim.side)}_borderline", mean is not None and HARDLY_POINTS <= mean < SURELY_POINTS
        )
    for side in SIDES:
        for stretch in _stretches(scene.poses, side):
            due = Span(stretch.begin_s + UNEVEN_S - 5, stretch.end_s)
            found = any(
                claim.side == side and overlap_s(Span(claim.known_s, claim.until_s), due) > 0 for claim in heard.claims
            )
            marks.count(f"uneven_{_axis(side)}")
            marks.count(f"uneven_{_axis(side)}_found", found)


def _stretches(poses: tuple[Pose, ...], side: str) -> list[Span]:
    """Return the times of a sure and unbroken lean to a side; a turn from one such pose to the next breaks nothing."""
    stretches: list[Span] = []
    for pose in poses:
        if not pose.known or lean_points(pose, side) < SURELY_POINTS:
            continue
        if stretches and pose.begin_s - stretches[-1].end_s <= 2.6:  # one turn; small things between take longer
            stretches[-1] = Span(stretches[-1].begin_s, pose.end_s)
        else:
            stretches.append(Span(pose.begin_s, pose.end_s))
    return [stretch for stretch in stretches if stretch.length_s >= UNEVEN_S + LATE_S]


def _mean_points(scene: Scene, claim: Claim) -> float | None:
    """Return the mean lean to the claimed side over the time claimed; None if nobody sat there."""
    claimed = Span(claim.known_s - UNEVEN_S, claim.known_s)
    if not any(person.begin_s <= claim.known_s <= person.end_s + 5 for person in persons(scene.stays)):
        return None
    shares = [(overlap_s(Span(pose.begin_s, pose.end_s), claimed), pose) for pose in scene.poses]
    known_s = sum(share for share, _ in shares)
    return sum(share * lean_points(pose, claim.side) for share, pose in shares) / known_s if known_s else None


def _axis(side: str) -> str:
    return "left_right" if side in {"left", "right"} else "front_back"
