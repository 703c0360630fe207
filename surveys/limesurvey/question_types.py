"""LimeSurvey's letters for the types of questions, and what they are here."""

# Letter to our type and its appearance; those of several rows are in `naming.SPLIT`.
PLAIN_TYPES = {
    "T": ("text", "multiline"),
    "U": ("text", "multiline"),
    "S": ("text", ""),
    "N": ("decimal", ""),
    "D": ("date", ""),
    "L": ("select_one", ""),
    "!": ("select_one", "minimal"),
    "O": ("select_one", ""),
    "M": ("select_multiple", ""),
    "P": ("select_multiple", ""),
    "R": ("rank", ""),
    "Y": ("select_one", ""),
    "G": ("select_one", ""),
    "5": ("likert", ""),
    "X": ("note", ""),
    "|": ("file", ""),
}
REASONS_LEFT_OUT = {
    ":": "A table of numbers has no equivalent here; ask the numbers one by one.",
    ";": "A table of texts has no equivalent here; ask the texts one by one.",
    "1": "A table with two scales has no equivalent here; make two tables.",
    "I": "The language is chosen on the page, not asked.",
}
