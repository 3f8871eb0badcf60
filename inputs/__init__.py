"""What people type, and the words in which it is refused or told. Knows nothing of families or meetings."""
