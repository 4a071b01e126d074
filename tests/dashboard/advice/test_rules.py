"""How long pain has lasted, and the workplace checklist."""

from datetime import date, timedelta

import pytest

from dashboard.advice.lasting import word
from dashboard.advice.workplace import WORKPLACE, left


@pytest.mark.parametrize(
    ("days", "said"), [(1, "acute"), (42, "acute"), (43, "between"), (92, "between"), (93, "chronic"), (400, "chronic")]
)
def test_six_weeks_are_acute_over_three_months_chronic_and_between_there_is_no_word(days, said):
    assert word(days) == said


def test_no_three_months_of_any_year_are_called_over_three_months():
    for shift in range(366 * 4):
        start = date(2024, 1, 1) + timedelta(days=shift)
        year, month = divmod(start.month + 2, 12)
        try:
            end = start.replace(year=start.year + year, month=month + 1)
        except ValueError:
            continue  # there is no 31st in that month
        assert word((end - start).days) != "chronic"


def test_where_there_is_no_pain_there_is_no_word():
    with pytest.raises(ValueError, match="a day at least"):
        word(0)


def test_the_checklist_remembers_what_is_done():
    assert left(frozenset()) == WORKPLACE
    assert [item.id for item in left(frozenset({"feet", "knees", "elbows"}))] == ["lumbar", "arm-rests", "swivel"]
    assert left(frozenset(item.id for item in WORKPLACE)) == ()


def test_an_item_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="no item"):
        left(frozenset({"lamp"}))
