-module(redefined).
-export([main/0]).

-define(X, first).
x1() -> ?X.
-undef(X).
-define(X, second).
x2() -> ?X.
-define(F(A), A).
-undef(F).
-define(F(A, B), {B, A}).
-define(NEST(A), ?F(A, ?X)).
-define(STR(A), ??A).

main() -> io:format("~p~n", [{x1(), x2(), ?F(1, 2), ?NEST(y), ?STR(a + b)}]).
