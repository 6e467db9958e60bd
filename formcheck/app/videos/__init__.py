"""Recorded videos: one, a folder of them, and those done elsewhere."""
