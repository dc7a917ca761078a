-define(NONE, n).
-define(ONE(X), X).
a() -> ?FOO.
b() -> ?FOO(1, 2).
c() -> ?MODULE.
d() -> ?ONE.
e() -> ?ONE().
f() -> ?ONE(1, 2).
g() -> ?ONE(1.
h() -> ?ONE(,).
i() -> ?ONE(1,).
j() -> ?1.
k() -> ??X.
l() -> ?NONE(1, .
-spec(?FUNCTION_NAME).
?FUNCTION_NAME() -> 1.
-define(TWO(X, Y), X Y).
m() -> ?TWO(1, ?NOPE).
n() -> ?TWO(,,1).
