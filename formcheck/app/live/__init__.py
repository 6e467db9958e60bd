"""The live session: camera, coach, window and voice."""
