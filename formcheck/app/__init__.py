"""What a person runs: the commands, the overlay, the voice."""
