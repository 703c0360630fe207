"""Looking a deployment over: each check says what it found, and how to mend what is wrong."""
