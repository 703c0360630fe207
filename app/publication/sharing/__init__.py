"""What other sites show of a consultation: its badge, and the picture of its links."""
