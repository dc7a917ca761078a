no_dot() -> ok
no_dot_too(X) -> X.
no_comma() ->
    a
    b.
no_arrow() a.
no_body() -> .
semicolon(1) -> a;
.
arrow(1) -> a, arrow(2) -> b.
middle(1) -> oops oops;
middle(2) -> also oops;
middle(3) -> fine.
no_dot_at_all() -> (
next(X) when X -> fine.
last() -> ok
.
comma() ->
    a,
next_after_comma(X) -> X.
comma_when() ->
    a,
next_after_comma(X) when X -> X oops.
string() ->
    io:format("no end),
    ok.
other() -> "text".
