"""What is published as one file to take away: a database, a book, or rows of data, put in its place in one step."""
