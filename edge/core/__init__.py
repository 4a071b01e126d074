"""What the chair understands: pure functions of frames. No clock, no input or output, no logging."""
