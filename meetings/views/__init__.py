"""The pages of the meeting, and the home page."""
