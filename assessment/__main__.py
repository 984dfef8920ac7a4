"""``python -m assessment`` is the same as ``assessment``."""

from assessment.cli.main import main

main()
