"""What is known about an article: regions, tags, numbers, summary. Pure, given the lexicon."""
