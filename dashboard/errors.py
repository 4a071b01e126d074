"""Errors of the desk. Each says what to do."""

from contract.errors import SitwellError


class StoreError(SitwellError, OSError):
    """The database cannot be used now: missing, read-only, damaged, or its disk is full."""
