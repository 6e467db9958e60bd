"""From what is known of a set to what is said."""
