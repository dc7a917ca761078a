-module(hibernate_and_wake).
-export([main/0, resume/2]).

main() ->
    Self = self(),
    P = spawn(fun() -> erlang:hibernate(?MODULE, resume, [Self, state]) end),
    timer:sleep(5),
    P ! {wake, 1},
    receive M -> io:format("~p~n", [M]) after 500 -> io:format("nothing~n") end.

resume(To, S) -> receive {wake, N} -> To ! {woken, S, N} end.
