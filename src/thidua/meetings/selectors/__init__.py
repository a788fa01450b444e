"""What pages read, through one gate per object."""
