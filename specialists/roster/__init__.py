"""EOUSA's roster as a CSV file: read, and each row judged against the record. Pure: no database, no clock.

`reading` turns bytes into rows, `values` a cell into a value, `judging` a row into its fate; `record` is what stands.
"""
