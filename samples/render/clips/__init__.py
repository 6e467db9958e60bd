"""The sample clips: who does what in them, and where the camera stands."""
