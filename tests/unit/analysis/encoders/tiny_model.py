"""A static model of a few French words in eight dimensions, made for the tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from model2vec import StaticModel
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

# Words that no family of `semantic_fields.yaml` brings together: only the model knows them.
MEANT = {
    "zorgler": 0,
    "transports": 0,
    "blimber": 1,
    "école": 1,
}


def written_model(folder: Path) -> Path:
    """Write the model; words of the same number mean the same."""
    words = ["[UNK]", *MEANT]
    tokenizer = Tokenizer(WordLevel({word: row for row, word in enumerate(words)}, "[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    vectors = np.zeros((len(words), 8), dtype=np.float32)
    for row, word in enumerate(words[1:], start=1):
        vectors[row, MEANT[word]] = 1.0
    StaticModel(vectors, tokenizer).save_pretrained(folder)
    return folder
