"""From pictures to poses: the model, where it is kept, and how it is run."""
