a() -> case X of 1 -> a.
b() -> case X of 1 -> a; end.
c() -> case X 1 -> a end.
d() -> if X > 1 -> a; end.
e() -> begin a, end.
f() -> receive X -> Y after 1 end.
g() -> try a end.
h() -> try a catch X -> Y; end.
i() -> fun(X) -> X.
j() -> fun(X) X end.
k() -> begin a, b).
l() -> if true a end.
m() -> case a of b, c -> d end.
n() -> try a catch b:c:d -> e end.
o() -> receive end.
p() -> case a of b -> c; d end.
fine() -> ok.
