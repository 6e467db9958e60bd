"""Sample clips of every exercise, and the renderer that makes them."""
