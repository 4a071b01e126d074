"""Seeded sitters, things and chairs with their truth: what a detector is judged by, drawn from physics and literature.

    body, habits -> day  --.
    objects -> placements --+-> Scene (parts, truth) -> render -> SeatFrame, 10 Hz
    cells, surroundings  ---'

Nothing here knows how a detector decides. The same seed gives the same scene and the same frames. Where no source is
named a range is our choice, wide on purpose. Nothing was measured on a Raspberry Pi or with people on this seat.
"""
