f() ->
    begin a, b end,
    if A -> b; C, D; E -> f, g end,
    case X of 1 -> a; Y when Y > 1 -> b, c end,
    receive X -> Y end,
    receive a -> b; c -> d after 10 -> e, f end,
    receive after infinity -> ok end,
    try a, b catch c -> d end,
    try a of b -> c; d when e -> f catch throw:X -> Y; C:R:S when g -> h; error:{a, _} -> i after j, k end,
    try a after b end,
    try a of b -> c after d end,
    try a catch x = Y -> 1; -1 -> 2; (z) -> 3; "s" ++ T -> 4 end.
