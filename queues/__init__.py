"""Work that is due later is a row in PostgreSQL: a worker is told of it, claims it, and gives it up in the end."""
