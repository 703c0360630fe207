"""Tables of counts: how strongly two questions go together, and which counts are too small."""
