f() ->
    fun() -> ok end,
    fun(1) -> a; (X) when X > 1 -> b, c end,
    fun F(0) -> 1; F(N) -> N * F(N - 1) end,
    fun f/1,
    fun m:f/2,
    fun M:F/A,
    fun m:F/0,
    fun f/1 = X.
