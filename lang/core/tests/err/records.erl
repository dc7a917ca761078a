-module(records).
-export([f/1, g/1, h/1]).
-record(point, {x, y, x}).
-record(point, {z}).
-record(bad, {f = Y, g = Z = 1}).
f(X) -> {#point{zz = X}, X#pont.a, X#point.yy, #point{x = 1, x = 2}, X#point{_ = 1}}.
g(X) -> {record_info(fields, z), record_info(foo, point), is_record(X, q), #point.z, later(#later{})}.
h(#point{x = 1, y = 2, _ = 3}) -> 1;
h(#nope{}) -> 2;
h(#point{a = 1}) -> 3.
-record(later, {}).
later(X) -> X.
