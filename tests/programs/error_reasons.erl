-module(error_reasons).
-export([main/0]).

main() ->
    [io:format("~p~n", [reason(F)]) || F <- [
        fun() -> {a, _} = id({b, 1}) end,
        fun() -> [] = id([1]) end,
        fun() -> case id(x) of y -> 1 end end,
        fun() -> if hd("x") =:= 1 -> 1 end end,
        fun() -> clause(id(3)) end,
        fun() -> id(1) + id(a) end,
        fun() -> atom_to_list(id("x")) end,
        fun() -> length(id(x)) end,
        fun() -> undefined_module:f() end,
        fun() -> lists:no_function() end,
        fun() -> (id(notfun))(1) end,
        fun() -> throw(t) end,
        fun() -> exit(e) end,
        fun() -> erlang:error(r) end,
        fun() -> erlang:error(r, [a, b]) end,
        fun() -> error({complex, [1, "s"]}) end,
        fun() -> erlang:raise(throw, v, []) end,
        fun() -> erlang:raise(exit, v, []) end,
        fun() -> erlang:raise(error, v, []) end,
        fun() -> element(4, {a}) end,
        fun() -> list_to_tuple(id(a)) end,
        fun() -> register(main, id(x)) end,
        fun() -> no_such_name ! hi end,
        fun() -> spawn(id(1), f, []) end,
        fun() -> receive after id(a) -> ok end end,
        fun() -> exit(id(x), kill) end,
        fun() -> link(id(x)) end,
        fun() -> list_to_pid("<zz>") end,
        fun() -> tuple_to_list(id(a)) end,
        fun() -> hd([]) end]].

id(X) -> X.

clause(1) -> one;
clause(2) -> two.

reason(F) -> try F() catch C:R -> {C, R} end.
