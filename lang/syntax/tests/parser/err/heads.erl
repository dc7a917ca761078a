a(1) -> 1;
b(2) -> 2.
c(1) -> 1;
c(1, 2) -> 2.
X() -> 1.
d() -> fun(1) -> 1; (1, 2) -> 2 end.
e() -> fun F(1) -> 1; G(2) -> 2 end.
f(g(X)) -> 1.
g(a:b) -> 1.
h(X andalso Y) -> 1.
i(case X of a -> b end) -> 1.
j(X ! Y) -> 1.
k(M#{a := 1}) -> 1.
l(1) -> 1;
L(2) -> 2.
m(1) when -> 1.
n(catch X) -> 1.
1() -> 2.
"s".
