"""The postures that the exercises move between, fitted to one body."""
