"""What people type: how it is checked, and the words in which a refusal is said. Knows nothing of families or meetings."""
