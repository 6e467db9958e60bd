"""From bodies to movements, repetitions and holds."""
