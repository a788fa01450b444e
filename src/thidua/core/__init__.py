"""Words every room shares: findings, sentences, numbers, days, names, workflows. Standard library only."""
