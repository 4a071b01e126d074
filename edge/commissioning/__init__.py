"""What a person does at a terminal between a pile of parts and a chair that measures truly.

One file for each command, with `command(parts)` on top of procedures that are fed with frames and know neither a
terminal nor a clock. `terminal.py` alone knows how things are shown.
"""
