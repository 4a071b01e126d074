"""The table of rights as a page shows it: each route, and who may ask for it. docs/access.md holds it; a test compares.

python -m dashboard.web.access.matrix    prints it
"""

from dashboard.web.access.rights import TABLE, Right, Rule, allowed
from dashboard.web.access.who import Person, Role

OWN, OTHER, GROUP = "own", "other", 1

PEOPLE: tuple[tuple[str, Person | None, str], ...] = (
    ("nobody", None, OWN),
    ("viewer", Person(3, "viewer", Role.VIEWER, frozenset({OWN}), groups=frozenset({GROUP})), OWN),
    ("member, own chair", Person(2, "member", Role.MEMBER, frozenset({OWN})), OWN),
    ("member, other chair", Person(2, "member", Role.MEMBER, frozenset({OWN})), OTHER),
    ("owner", Person(1, "owner", Role.OWNER), OTHER),
)
"""Each column: what it is called, who asks, and for which chair."""


def row(rule: Rule) -> str:
    """Return a route's row."""
    about_a_chair = rule.right in {Right.SEES_CHAIR, Right.RUNS_CHAIR}
    cells = [
        " yes " if allowed(rule.right, person, (chair,) if about_a_chair else (), group=GROUP) else " "
        for _, person, chair in PEOPLE
    ]
    return f"| `{rule.method} {rule.path}` | {rule.right} |{'|'.join(cells)}|"


def matrix() -> str:
    """Return the table in Markdown."""
    head = f"| route | needs | {' | '.join(name for name, _, _ in PEOPLE)} |"
    line = "|" + "---|" * (2 + len(PEOPLE))
    return "\n".join((head, line, *map(row, TABLE))) + "\n"


if __name__ == "__main__":
    print(matrix(), end="")
