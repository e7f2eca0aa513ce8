"""Why people are reminded of questions about money: the causes that the ladder gets from here."""
