"""What a selector gives, arranged as a file that people fill in and send back."""
