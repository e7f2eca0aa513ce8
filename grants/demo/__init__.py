"""Grant guidance's part of the invented years: notices, questions, answers, what became of them."""
