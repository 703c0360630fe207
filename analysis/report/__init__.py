"""A report of a result as one page that needs neither a server nor the network."""
