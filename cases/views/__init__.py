"""The pages of the work with a family."""
