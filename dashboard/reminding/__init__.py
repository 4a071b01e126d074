"""Reminders beside the page: to a phone, a chat or a mailbox, by Apprise, when the firm prompt was not followed.

    chair: firm prompt (prolonged_alerted)     + after_s of a channel
    -------|-------------------------------------|---------------->
           the chair's lamp, the page            told, if the chair still prompts; once for each limit reached

Silence of every sort takes the chair's prompt away, and with it this. What sends runs in a process of its own.
"""
