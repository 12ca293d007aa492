"""What ``tools/build_pack_example.py`` is made of."""
