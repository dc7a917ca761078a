-module(conditionals).
-export([main/0]).

-define(A, 1).
-ifdef(A).
a() -> yes.
-else.
a() -> no.
-endif.
-ifndef(A).
b() -> no.
-else.
b() -> yes.
-endif.
-undef(A).
-ifdef(A).
c() -> no.
-endif.
-ifndef(A).
c() -> yes.
-endif.
-define(V, 3).
-if(?V > 2).
d() -> bigger.
-elif(?V =:= 2).
d() -> two.
-else.
d() -> smaller.
-endif.
-ifdef(NOT_THERE).
this is not erlang at all.
-ifdef(NEITHER).
-else.
-endif.
-else.
e() -> skipped.
-endif.
-if(defined(V) andalso not defined(W)).
f() -> defined.
-endif.

main() -> io:format("~p~n", [[a(), b(), c(), d(), e(), f()]]).
