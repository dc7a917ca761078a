-module(bits_and_maps).
-export([f/2, g/1, h/1, i/3, j/1, k/2, l/1, m/1, n/2]).
f(X, M) -> {#{a := X}, M#{a => X, b := 1}}.
g(#{a => X}) -> X.
h(#{K := X}) -> {K, X}.
i(K, #{K := X}, <<B:K>>) -> {X, B};
i(A, <<A:N, N>>, _) -> A.
j(X) -> <<X/foo, X/little-big, X/unit:8, X:8/utf8, X/unit:300, X/integer-float>>.
k(<<A/binary, B>>, <<B:all>>) -> A;
k(<<(f(1)):8>>, <<"ab":16>>) -> 1;
k(<<X:(self())>>, <<Y:(g(1))>>) -> {X, Y}.
l(B) -> [X || <<X/binary>> <= B].
m(<<A>> = <<B>>) -> {A, B};
m({<<A>>, _} = {<<B>>, C}) -> {A, B, C}.
n(X, Y) when #{a := X} =:= Y -> 1;
n(X, Y) when Y =:= <<(n(X, 1))>> -> 2.
