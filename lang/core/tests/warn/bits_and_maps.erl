-module(bits_and_maps).
-export([f/2, g/1, h/1, i/1]).
f(X, M) -> #{a => X}, <<X>>, M#{a => 1}.
g(<<A:17/float, B:a, C:1.5>>) -> {A, B, C}.
h(<<N, _:N, M>>) -> ok.
i(X) -> #{a => X, a => 1, b => 2}.
