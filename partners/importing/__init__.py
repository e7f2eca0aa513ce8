"""An existing log as a file: read, searched for identities, and each row judged. Pure: no database, no clock.

`reading` turns bytes into rows, `guarding` takes out who must not be named, `columns` finds out which column is what,
`values` turns a cell into a value, `judging` a row into its fate.
"""
