"""Shows: from facts to boards, and from boards to screens."""
