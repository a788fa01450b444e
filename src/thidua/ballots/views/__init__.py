"""The pages of the ballot box."""
