"""What a channel is told. Never more than how long: such a message passes through other people's computers."""

from dashboard.words import N_, Message

TITLE = Message(N_("Time to stand up"))

TEST = Message(N_("This is a test. When you have been sitting for too long, a reminder comes here."))


def reminder(sat_s: float) -> Message:
    """Return the reminder after so long a time of sitting."""
    return Message(N_("You have been sitting for {sat_s}. Stand up for a few minutes."), {"sat_s": sat_s})
