-module(messages).
-export([main/0]).

main() ->
    S = self(),
    S ! 1, S ! "two", S ! {three, [3]}, S ! 1 bsl 80, S ! 4.5,
    io:format("~p~n", [[receive M -> M end || _ <- lists:seq(1, 5)]]),
    io:format("~p~n", [S ! (S ! last)]),
    receive last -> ok end, receive last -> ok end,
    receive _ -> io:format("unexpected~n") after 0 -> io:format("empty~n") end,
    Echo = spawn(fun Loop() -> receive {From, Msg} -> From ! {self(), Msg}, Loop(); stop -> ok end end),
    Big = lists:seq(1, 1000),
    Echo ! {S, Big},
    receive {Echo, Back} -> io:format("~p~n", [Back =:= Big]) end,
    F = fun(X) -> X + 100 end,
    Echo ! {S, F},
    receive {Echo, G} -> io:format("~p ~p~n", [G(1), F =:= G]) end,
    Echo ! stop,
    [S ! N || N <- lists:seq(1, 100)],
    io:format("~p~n", [all([]) =:= lists:seq(1, 100)]).

all(L) -> receive N -> all([N | L]) after 0 -> lists:reverse(L) end.
