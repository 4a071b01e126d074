"""The 40-pin header of a Raspberry Pi: which pin carries which BCM line. The same on every model since the B+ (2014).

pin  1  3  5 ...  the column away from the edge of the board
pin  2  4  6 ...  the column at the edge
"""

FIRST_3V3, FIRST_5V = 1, 2
GROUNDS = (6, 9, 14, 20, 25, 30, 34, 39)

PIN_OF_BCM = {
    2: 3, 3: 5, 4: 7, 14: 8, 15: 10, 17: 11, 18: 12, 27: 13, 22: 15, 23: 16, 24: 18, 10: 19, 9: 21, 25: 22, 11: 23,
    8: 24, 7: 26, 0: 27, 1: 28, 5: 29, 6: 31, 12: 32, 13: 33, 19: 35, 16: 36, 26: 37, 20: 38, 21: 40,
}  # fmt: skip
"""Raspberry Pi documentation, GPIO and the 40-pin header."""
