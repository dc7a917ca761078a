f() -> ok.
f(0, _) -> zero;
f(N, M) when N > 0, M < 0; N =:= M ->
    N,
    M.
'quoted name'([H|T], {a, B}, #{k := V}, #r{f = 1}, <<X:8>>, "str" ++ Rest, -1, A = {B}, (C), 1 + 2, #r.f) -> ok.
