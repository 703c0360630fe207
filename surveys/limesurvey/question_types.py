"""LimeSurvey's letters for the types of questions, and what they are here."""

# Letter to our type and its appearance; those of several rows are in `naming.TABLES`.
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
# Letter to the code of the reason (`surveys.reading.REASONS`).
REASONS_LEFT_OUT = {"I": "language_question"}
