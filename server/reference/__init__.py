"""The second calculation (复核计算): marks to ranks once more, written separately and as plainly as the rules read.

It shares nothing with the engine but the shapes: of the scheme, of the facts, of ids. No speed is wanted here, and
no rule may be borrowed from `server.core`: what both got from one place, both would get wrong together.
"""
