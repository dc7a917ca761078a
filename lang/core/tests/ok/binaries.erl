-module(binaries).
-export([literals/0, build/3, fields/1, sizes/1, strings/1, choose/1, utf/1, floats/1, compute/2,
         append/2, guards/1, generate/1, comprehend/2, outer/2]).
literals() -> {<<>>, <<1, 2, "ab">>, <<1:4, 255:12/little>>, <<"é"/utf8>>, <<-1:16>>, <<1.0:32/float>>}.
build(A, B, N) -> <<1, 2, A, "x", B/binary, A:N/little, A:N/binary-unit:4, B/bits>>.
fields(<<A:4, B:12, C:16/little-signed, _:8, R/binary>>) -> {A, B, C, R};
fields(<<A:4, _/bits>>) -> A.
sizes(<<N, B:N/binary, M:16, _:M/unit:4, C/bits>>) -> {B, C}.
strings(<<"GET /", R/binary>>) -> {get, R};
strings(<<"POST", R/binary>>) -> {post, R};
strings(<<"ab">>) -> ab.
choose(<<$a, R/binary>>) -> {a, R};
choose(<<$b, R/binary>>) -> {b, R};
choose(<<X, R/binary>>) -> {X, R};
choose(<<>>) -> none.
utf(<<C/utf8, D/utf16-little, E/utf32, "ä"/utf8>>) -> [C, D, E].
floats(<<X/float, 1/float, Y:32/float-little>>) -> X + Y.
compute(N, B) -> <<M, X:(M + N)/binary, _/binary>> = B, X.
append(Acc, X) -> <<Acc/binary, X, 0>>.
guards(X) when X =:= <<"a">>; <<X>> =:= <<1>>; byte_size(X) > 1 -> ok.
generate(B) -> [X || <<X:4>> <= B].
comprehend(L, B) -> << <<X:16, Y>> || X <- L, <<Y, 0:8>> <= B, X > Y >>.
outer(N, F) -> G = fun(N1, <<X:N, N1/bits>>) -> {X, N1} end, << (F(X)) || X <- [N, G] >>.
