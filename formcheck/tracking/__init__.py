"""From poses to bodies."""
