"""Who may see what: every route and method, as everybody, against one table written by hand."""
