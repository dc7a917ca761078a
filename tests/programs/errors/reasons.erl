-module(reasons).
-export([main/0]).

main() ->
    [io:format("~p~n", [err(F)]) || F <- [
        fun() -> case id(1) of 2 -> ok end end,
        fun() -> if_(1) end,
        fun() -> try id(3) of 4 -> ok catch _ -> no end end,
        fun() -> {a, _} = id({b, 1}) end,
        fun() -> f(z) end,
        fun() -> (id(notfun))(1) end,
        fun() -> ?MODULE:nothing(1, 2) end,
        fun() -> nomodule:f() end,
        fun() -> apply(id(a), b, c) end,
        fun() -> apply(lists, reverse, [[1], 2, 3, 4]) end,
        fun() -> hd(id([])) end, fun() -> tl(id({})) end, fun() -> element(id(3), {1, 2}) end,
        fun() -> length(id([a | b])) end, fun() -> tuple_size(id([])) end,
        fun() -> list_to_atom(id([a])) end, fun() -> atom_to_list(id("a")) end, fun() -> list_to_integer(id("12x")) end,
        fun() -> setelement(id(0), {1}, x) end, fun() -> lists:nth(id(5), [1]) end,
        fun() -> throw(id(t)) end, fun() -> exit(id({x, y})) end, fun() -> error(id(custom)) end,
        fun() -> id(self()) ! x, no_such_name ! x end]].

id(X) -> X.
f(a) -> 1; f(b) -> 2.
if_(X) -> if X > 1 -> 1 end.
err(F) -> try F() catch C:R -> {C, R} end.
