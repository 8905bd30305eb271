"""What the product does for people: commands, lists, reports, sign-ins. Faces stand above, storage and core below."""
