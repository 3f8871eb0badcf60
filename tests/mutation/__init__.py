"""Every predicate that decides who may is changed in turn: some test must fail. `python -m tests.mutation`."""
