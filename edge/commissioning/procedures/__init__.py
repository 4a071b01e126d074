"""What somebody is led through, as pure procedures: fed with frames, they say what to do next and how it ended.

They know neither a terminal nor a clock, so the daemon uses them too: a tare asked for by the desk is the same tare.
"""
