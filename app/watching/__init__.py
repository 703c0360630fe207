"""What is known of the state of the platform: figures, alerts, checks, and who is told of them."""
