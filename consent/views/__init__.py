"""The pages of agreements, wishes, sharing decisions and the words families hear."""
