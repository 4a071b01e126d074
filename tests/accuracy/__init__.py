"""How right the detectors are, against a simulated population and real recordings. `scripts/accuracy` runs it.

Figures beside their goals. The population and these judges were written without looking into the detectors, from what
the product promises (`edge/core/limits.py`, `contract/events.py`), physics and literature. Simulated people are not
people: a good figure here is a reason to try the chair, not a result about it. Nothing was seen on a Raspberry Pi.
"""
