"""What a person runs: the commands, the live session, the voice."""
