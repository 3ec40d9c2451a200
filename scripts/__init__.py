"""What ``make`` runs: one module a job, standard library only, so that a bare machine can start."""
