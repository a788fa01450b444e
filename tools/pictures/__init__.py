"""Takes the pictures of the user guide again: `python3 -m tools.pictures`, inside our environment.

Each stage of the demonstration is loaded into a folder that goes away and served on a free port of this machine;
nothing of this installation's own data is touched. vi: chụp lại hình của hướng dẫn sử dụng.
"""

from tools.pictures.camera import ARGUMENTS, MOST_BYTES, take_pictures
from tools.pictures.scenes import PICTURES

__all__ = ["ARGUMENTS", "MOST_BYTES", "PICTURES", "take_pictures"]
