"""Every result of the past, and how it changes from week to week."""
