"""What is drawn over a picture."""
