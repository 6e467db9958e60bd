"""Check the form of floor exercises from body landmarks."""

__version__ = "0.1.0"
