"""What a person does at a terminal between a pile of parts and a chair that measures truly.

One file for each command, with `command(parts)`. `terminal.py` alone knows where things are shown.

    procedures/   calibrate, tare, press the corners: pure, fed with frames
    pictures/     how they look on a terminal
"""
