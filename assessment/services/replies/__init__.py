"""Right of reply: what a government says to what others published about its country."""
