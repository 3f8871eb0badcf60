"""Everything that a centre owns as one zip of CSV files, and such a zip as a centre again.

docs/leaving-with-everything.md is for those who read the zip. `tables` says of every model whether it is taken along;
`columns` and `values` how a row is written and read; `inside` which fields hold numbers of other records within them;
`numbering` which rows are the centre's; `packing` writes the zip; `opening` looks a zip through and trusts nothing of
it; `reading_rows` reads its lines; `bringing_back` puts them on record.
"""
