"""The step-up plan: what is aimed at, what is committed to, how far it is. Pure."""
