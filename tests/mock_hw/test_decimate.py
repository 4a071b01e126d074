"""A line of many points keeps its spikes and its gaps in few."""

import math

from mock_hw.decimate import MinMax


def kept(values, most=4000):
    line = MinMax(len(values), most)
    for place, value in enumerate(values):
        line.add(float(place), value)
    times_s, levels = line.points()
    return list(zip(times_s, levels, strict=True))


def test_a_short_line_is_kept_as_it_is():
    assert kept([1.0, 1.0, 3.0]) == [(0.0, 1.0), (1.0, 1.0), (2.0, 3.0)]


def test_an_hour_is_drawn_with_4000_points_and_its_one_spike():
    values = [50.0 + place % 7 / 100 for place in range(36_000)]
    values[17_003], values[17_010] = 93.5, -4.0
    line = kept(values)
    assert len(line) <= 4000
    assert max(line, key=lambda point: point[1]) == (17_003.0, 93.5)
    assert min(line, key=lambda point: point[1]) == (17_010.0, -4.0)
    assert [t_s for t_s, _ in line] == sorted(t_s for t_s, _ in line)


def test_a_hole_stays_a_gap_and_one_lost_reading_is_none():
    values: list[float | None] = [1.0] * 10_000
    values[100] = None
    values[5000:6000] = [None] * 1000
    gaps_s = [t_s for t_s, level in kept(values) if math.isnan(level)]
    assert gaps_s
    assert all(5000 <= t_s < 6000 for t_s in gaps_s)


def test_the_last_value_is_not_lost():
    values = [0.0] * 9999 + [7.0]
    assert max(level for _, level in kept(values)) == 7.0
