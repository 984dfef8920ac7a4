"""Use cases of the step-up plan and of targets: change them, list them, hand them out."""
