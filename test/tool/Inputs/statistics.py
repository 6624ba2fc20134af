"""statistics.py FILE: checks the JSON of one good and one missing input."""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    root = json.load(file)

assert root["schema"] == 1, root
assert root["options"] == "per_bb", root
assert isinstance(root["llvm"], int) and root["version"].count(".") == 2, root
good, missing = root["files"]
assert good["file"].endswith("pair.ll") and good["changed"] and not good["cfg_changed"], good
assert good["functions"] == 2, good
assert (good["before"]["increfs"], good["before"]["decrefs"]) == (1, 2), good
assert (good["after"]["increfs"], good["after"]["decrefs"]) == (0, 1), good
assert good["removed"] == {"null": 0, "per_bb": 2, "diamond": 0, "fanout": 0, "fanout_raise": 0,
                           "place": 0}, good
assert missing["error"] == "No such file or directory" and "before" not in missing, missing
assert root["total"]["before"] == good["before"], root["total"]
