"""Writes a section of a Markdown file between two marker lines."""


def replace_section(path, name, text):
    """Raises ValueError where the file lacks the markers of this section."""
    begin, end = f"<!-- bench:{name} -->", f"<!-- bench:{name} end -->"
    document = path.read_text()
    head, found_begin, rest = document.partition(begin)
    _, found_end, tail = rest.partition(end)
    if not found_begin or not found_end:
        raise ValueError(f"{path}: no section '{begin}' ... '{end}'")
    path.write_text(f"{head}{begin}\n\n{text.strip()}\n\n{end}{tail}")
