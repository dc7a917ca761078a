-type a() :: atom().
-type b(X, Y) :: {X, Y} | [X] | [X, ...] | [] | {} | #{} | #{X => Y, z := any()}.
-type(c() :: 1 | -1 | 1..2 | 1 + 2 * 3 | (bnot 1) | $a..$z | 'quoted' | (1 bsl 2) - 1).
-opaque d() :: fun() | fun((...) -> any()) | fun(() -> ok) | fun((a(), b(_, _)) -> c()).
-type e() :: <<>> | <<_:8>> | <<_:_*8>> | <<_:4, _:_*8>>.
-type f() :: #rec{} | #rec{a :: b(), c :: d()} | mod:type() | mod:type(a, B).
-type g() :: Name :: a() | Other :: b().
-type h() ::
        a()
      | b().
-spec f() -> ok.
-spec f(a()) -> b(); (X :: c()) -> d() when X :: a(), Y :: b(X).
-spec mod:f(...) -> any().
-spec(g(A) -> B when is_subtype(A, B), B :: [A]).
-callback h(fun((X) -> X)) -> {ok, X} | {error, Reason :: term()}.
