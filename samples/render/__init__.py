"""Renders sample clips from a posed body, with the exact truth of what happens in them.

The world is in metres: +x to the person's left at rest, +y to the back, +z up, the floor at z = 0.
The person lies or sits along y with the head towards -y.
"""
