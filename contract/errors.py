"""Errors that both sides of the wire raise. Every message says what is wrong and what mends it.

The family tree is rooted in `SitwellError`, so a caller may catch everything of ours at once; each
error also inherits from the builtin that it resembles.
"""


class SitwellError(Exception):
    """The root of every error that this project raises on purpose."""


class ConfigError(SitwellError, ValueError):
    """A configuration file cannot be used; the text names the file, the key and the remedy."""


class PayloadError(SitwellError, ValueError):
    """A message from the wire is refused; `field` says which part of it and `why` the reason.

    `field` is a path like `corners.front_left`, or an empty string for the message as a whole.
    """

    def __init__(self, what: str, field: str, why: str) -> None:
        self.what = what
        self.field = field
        self.why = why
        place = f"{what}.{field}" if field else what
        super().__init__(f"{place}: {why}")


class RecordingError(SitwellError, ValueError):
    """A recording cannot be replayed; the text names the file, the line and the column.

    `line` is 0 where it is about the file as a whole, and `column` empty where it is about a whole line.
    """

    def __init__(self, file: str, line: int, column: str, why: str) -> None:
        self.file = file
        self.line = line
        self.column = column
        self.why = why
        place = file + (f", line {line}" if line else "") + (f", column {column}" if column else "")
        super().__init__(f"{place}: {why}")
