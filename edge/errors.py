"""Errors of the chair. Each says what to do; only those of start-up end the process."""

from typing import Literal

from contract.errors import SitwellError

CellFault = Literal[
    "timeout",
    "desync",
    "saturated",
    "frozen",
    "stalled",
    "uncalibrated",
    "noisy",
    "reversed",
    "drifting",
    "contradicts",
]
"""Why a cell gave no reading: never ready, out of step with its clock line, at the end of its range,
the same counts for too long, the process was held up while it clocked the bits out, or nobody has calibrated yet.

The last four are suspicions about readings that do come (`core/suspicion.py`): noise far above that of the others,
lighter when somebody sits down, zero crept far, or against the other three where it used to agree."""


class NotCalibratedError(SitwellError, LookupError):
    """There is no usable calibration; loads in kilograms are unknown until somebody calibrates."""


class CalibrationError(SitwellError, ValueError):
    """What was measured makes no calibration; the text has the reason and the remedy. What is stored stays."""


class HardwareError(SitwellError, OSError):
    """No cell can be reached at all: pins in use, no permission, no chip. Ends the process with code 4."""


class CellError(SitwellError, OSError):
    """One cell gave no trustworthy reading this time. The acquisition loop turns it into a None."""

    fault: CellFault = "timeout"
    passing = False
    """It happens to a sound cell now and then: worth a line, and no warning."""


class CellTimeoutError(CellError, TimeoutError):
    """The chip never said that a conversion was ready: look for a wire that is off."""

    fault: CellFault = "timeout"


class CellDesyncError(CellError):
    """Chip and driver disagree about the pulses counted; the reading is dropped, the chip power-cycled."""

    fault: CellFault = "desync"


class CellAloneError(CellDesyncError):
    """One reading stood alone between its neighbours, as a quick movement makes it now and then; dropped."""

    passing = True


class CellStalledError(CellError):
    """The process was held up while PD_SCK was high, so the chip may have powered down; reading dropped."""

    fault: CellFault = "stalled"


class CellSaturatedError(CellError):
    """The converter is at the end of its range: usually an open bridge or a wire off."""

    fault: CellFault = "saturated"


class CellFrozenError(CellError):
    """Identical counts for seconds. A live bridge always has noise, so this is not a measurement."""

    fault: CellFault = "frozen"
