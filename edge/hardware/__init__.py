"""What touches pins: the driver's adapter, the acquisition loop, outputs and the real clock."""
