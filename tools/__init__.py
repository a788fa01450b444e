"""What `run.py` is made of. The modules it starts with need nothing but Python itself."""
