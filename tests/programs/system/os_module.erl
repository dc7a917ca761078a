%% The module os, and init.
-module(os_module).
-export([main/0]).

main() ->
    io:format("~p~n", [os:type()]),
    {A, B, C} = os:version(),
    io:format("~p~n", [is_integer(A) and is_integer(B) and is_integer(C)]),
    io:format("~p~n", [os:cmd("echo hello; echo there >&2")]),
    io:format("~p~n", [os:cmd("printf 'no end'")]),
    io:format("~p~n", [os:cmd("exit 3")]),
    io:format("~p~n", [os:cmd(["ec", "ho ", [$a]])]),
    io:format("~p~n", [os:getenv("NO_SUCH_VARIABLE_HERE")]),
    io:format("~p~n", [os:getenv("NO_SUCH_VARIABLE_HERE", "default")]),
    io:format("~p~n", [os:putenv("SOME_VARIABLE", "value")]),
    io:format("~p ~p~n", [os:getenv("SOME_VARIABLE"), lists:member("SOME_VARIABLE=value", os:getenv())]),
    io:format("~p~n", [lists:keyfind("SOME_VARIABLE", 1, os:env())]),
    io:format("~p~n", [os:cmd("echo $SOME_VARIABLE")]),
    io:format("~p~n", [os:unsetenv("SOME_VARIABLE")]),
    io:format("~p~n", [os:getenv("SOME_VARIABLE")]),
    io:format("~p~n", [list_to_integer(os:getpid()) > 0]),
    io:format("~p~n", [os:find_executable("sh") =/= false]),
    io:format("~p~n", [os:find_executable("no_such_program_here")]),
    io:format("~p~n", [os:find_executable("/bin/sh")]),
    io:format("~p~n", [is_integer(os:system_time(second))]),
    io:format("~p~n", [try os:getenv(1) catch error:R -> R end]),
    io:format("~p~n", [try os:putenv("A=B", "x") catch error:R2 -> R2 end]),
    io:format("~p~n", [try os:cmd({no, command}) catch error:R3 -> R3 end]),
    io:format("~p~n", [element(1, init:get_argument(home))]),
    io:format("~p~n", [init:get_argument(no_such_flag)]).
