"""Weeks of a simulated office worker, minute by minute, as their chair would have sent them: made, never measured.

    habits -> worker -> Run (when the chair was on, how it was sat on) -> telling, minutes -> messages -> fill -> store

The person is told of first, in stays and poses; what the chair says follows from that by plain overlap of times.
Neither the chair's detectors nor the desk's analysis is asked. The same seed and dates give the same history. Where no
source is named a figure is our choice.
"""
