-module(binary_unsized_not_last).
-export([f/0]).
f() -> <<A/binary, B>> = <<1, 2>>, {A, B}.
