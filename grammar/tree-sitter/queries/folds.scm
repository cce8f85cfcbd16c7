(block) @fold
(long_string) @fold
