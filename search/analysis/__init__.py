"""Text to search keys: pure functions, usable without Django."""

from search.analysis.folding import fold
from search.analysis.tokens import KEY_LENGTH, Token, analyse, analyse_query, exact_key, keys, keys_of, words_of

__all__ = ["KEY_LENGTH", "Token", "analyse", "analyse_query", "exact_key", "fold", "keys", "keys_of", "words_of"]
