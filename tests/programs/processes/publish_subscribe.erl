-module(publish_subscribe).
-export([main/0]).

main() ->
    Hub = spawn(fun() -> hub([]) end),
    Self = self(),
    Subs = [spawn(fun() -> subscriber(Name, Self, []) end) || Name <- [a, b, c]],
    [call(Hub, {subscribe, T, P}) || {T, P} <- lists:zip([news, sport, news], Subs)],
    [call(Hub, {publish, T, M}) || {T, M} <- [{news, 1}, {sport, 2}, {news, 3}, {weather, 4}]],
    call(Hub, {unsubscribe, hd(Subs)}),
    call(Hub, {publish, news, 5}),
    [S ! report || S <- Subs],
    io:format("~p~n", [lists:sort([receive {report, N, L} -> {N, L} end || _ <- Subs])]).

call(P, R) -> P ! {self(), R}, receive {P, A} -> A end.

hub(Subs) ->
    receive
        {From, {subscribe, Topic, P}} -> From ! {self(), ok}, hub([{Topic, P} | Subs]);
        {From, {unsubscribe, P}} -> From ! {self(), ok}, hub([S || {_, Q} = S <- Subs, Q =/= P]);
        {From, {publish, Topic, M}} ->
            [P ! {message, M} || {T, P} <- Subs, T =:= Topic],
            From ! {self(), ok}, hub(Subs)
    end.

subscriber(Name, Parent, Got) ->
    receive
        {message, M} -> subscriber(Name, Parent, [M | Got]);
        report -> Parent ! {report, Name, lists:reverse(Got)}
    end.
