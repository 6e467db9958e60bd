"""Where frames come from and results go. Nothing else in the package opens a video or a picture."""
