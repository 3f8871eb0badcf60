"""The manager's pages of likely duplicates."""
