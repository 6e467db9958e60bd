"""What an analysis comes to, for people to look at: pages, pictures and tables."""
