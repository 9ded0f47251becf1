"""Sentence vectors: how near texts are in meaning, whatever their words. An extra; nothing is loaded without it."""
