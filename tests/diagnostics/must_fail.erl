-module(must_fail).
-export([arithmetic/1, calls/1, bits/0, others/0]).

arithmetic(X) ->
    One = 1,
    [1 + a, One / 0, -foo, not 1, 1.0 bsl 2, X + 1].

calls(X) ->
    [atom_to_list(1), hd([]), element(3, {a, b}), length([X | b]), math:sqrt(-1), list_to_integer("x")].

bits() ->
    [<<a>>, <<"ab"/binary>>, <<1:foo>>, <<1:(-1)>>, <<16#d800/utf8>>, <<<<1>>:2/binary>>, <<1.0:17/float>>].

others() ->
    Number = 1,
    [Number(1), Number#{a => 1}, "m":f(), m:1()].
