"""From what is measured to faults, warnings and verdicts."""
