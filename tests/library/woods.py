"""A small document in the place of the bundled one, and what is known of it."""

DOCUMENT = """Woods
=====

Q: How do I fell a tree?
------------------------
Ask the forester first. Then use a saw.

Q: Who plants the trees?
------------------------
The foresters of the village plant them in spring.

"""
KNOWLEDGE = """
[out_of_scope]
questions = ["How do I bake bread?", "Which bread is the best?"]

[entries.q-how-do-i-fell-a-tree]
questions = ["May I cut a tree down?", "What is a saw good for?"]
"""

NEWER = "newer-woods"
"""The name of another revision of it."""
