"""What bpffaq keeps on disk: terms, their evidence for each entry, and the store that holds them.

Everything that touches Whoosh is here; nothing here knows what an FAQ is.
"""
