"""How scores come about in a framework, for the report and the method page."""
