"""What results, goals and hindrances are in words."""
