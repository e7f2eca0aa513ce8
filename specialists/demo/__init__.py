"""The invented nation of the demonstration. Nothing in here is true of any office."""
