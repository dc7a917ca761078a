-define(NONE, ).
-define(ONE, 1).
-define(lower, a).
-define('Q a', quoted).
-define(TWO, ?ONE, ?ONE).
-define(CALL(F, X), F(X)).
-define(ID(X), X).
-define(EMPTY(), empty).
-define(OVER, none).
-define(OVER(), zero).
-define(OVER(X), one(X)).
-define(OVER(X, Y), two(X, Y)).
-define(PARTIAL, f().
a ?NONE ?ONE ?lower ?'Q a' ?TWO.
?CALL(lists:map, [fun(X) -> X end, {a, b}]) ?EMPTY() ?OVER() ?OVER(1) ?OVER(1, [2, 3]) ?OVER.
?ID(begin a, b end) ?ID(case X of {a, b} -> c, d end) ?ID(fun f/1) ?ID(fun F(X) -> X, X end) ?ID(<<1, 2>>) ?ID(try a, b catch _:_ -> c end).
?ID(?ID(?ID(x))) ?ID(?CALL(f, 1)) ?CALL(?ONE, ?TWO) ?PARTIAL.
%% A macro's expansion may take arguments from the text after it.
-define(ASK, ?).
?ASK ONE.
-undef(ONE).
-ifdef(ONE). wrong. -endif.
-undef(NEVER).
-define(ONE, uno).
?TWO.
