f() ->
    g(),
    g(1, 2),
    m:g(),
    M:F(1),
    (g())(1),
    ((fun(X) -> X end))(1),
    fun(X) -> X end(1),
    (m:g())(1),
    (X#r.f)(1),
    m:(g())(),
    "a"(b),
    begin g end(),
    case a of b -> c end:d().
