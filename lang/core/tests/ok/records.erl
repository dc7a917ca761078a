-module(records).
-export([create/1, update/2, access/1, patterns/1, tests/1, info/0]).
-record(point, {x = 0, y = 0, name}).
-record(line, {from = #point{}, to = {a, b}}).

create(X) -> {#point{}, #point{y = X}, #point{_ = X, name = n}, #line{to = #point{x = X}}}.

update(P, X) -> P#point{x = X, name = new}.

access(P) -> P#point.y + (P#line.from)#point.x.

patterns(#point{x = 0}) -> zero;
patterns(#point{x = X, _ = X}) -> X;
patterns(#line{from = #point{name = N}}) -> N;
patterns(#point.name) -> index.

tests(P) -> {is_record(P, point), is_record(P, foo, 3)}.

info() -> {record_info(size, point), record_info(fields, point), #point.y}.
