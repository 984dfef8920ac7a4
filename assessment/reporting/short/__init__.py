"""The short report of an assessment that is too little answered for a result."""
