"""copies.py FILE DIRECTORY COUNT: copies of a file under numbered names."""

import os
import shutil
import sys

source, directory, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
os.makedirs(directory, exist_ok=True)
for number in range(count):
    shutil.copy(source, os.path.join(directory, f"{number:03}.ll"))
