"""Case histories made up by a generator: whatever happens to a case, some sentences about it stay true.

"10,000 generated case histories in which no open case is ever without lead or alarm, without next review, or with an
action nobody owns." A history is told by its number and the seed, step by step (`history`); each step is one of the
verbs of `verbs`. After each step the sentences of `invariants` are asked of the raw rows of the database (`rows`,
`facts`: plain Python, nothing of the product) and of what the product shows and tells (`showing`).

Another verb is one function in the `VERBS` of its module, another sentence one function in `INVARIANTS`, with a row in
`test_teeth` that breaks it.
"""
