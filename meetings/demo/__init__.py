"""Made-up centres with a year of made-up work behind them, for trying the product and for its tests.

`places`, `people`, `situations*`, `themes*` and `names` are tables to read and to change; `generate` fills up the
numbers; `build` lives the year through, with the same verbs that people use. Nobody in here is a real person.
"""
