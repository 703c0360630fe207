"""Charts: what a chart holds, and its drawing as SVG. They know nothing of pages or answers."""
