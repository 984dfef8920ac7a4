"""What use cases need of the machine: whole files, child processes, turns."""
