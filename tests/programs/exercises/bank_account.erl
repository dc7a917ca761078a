-module(bank_account).
-export([main/0]).

main() ->
    {ok, A} = open(100),
    io:format("~p~n", [[call(A, R) || R <- [balance, {deposit, 50}, {withdraw, 500}, {withdraw, 30}, balance, {deposit, -1}, what, close]]]),
    timer:sleep(20),
    io:format("~p ~p~n", [is_process_alive(A), call(A, balance)]).

open(Start) -> {ok, spawn(fun() -> account(Start) end)}.

call(Pid, Request) ->
    Ref = monitor(process, Pid),
    Pid ! {request, self(), Ref, Request},
    receive
        {Ref, Answer} -> demonitor(Ref, [flush]), Answer;
        {'DOWN', Ref, process, Pid, Reason} -> {error, Reason}
    after 1000 -> timeout
    end.

account(Balance) ->
    receive
        {request, From, Ref, Request} ->
            case handle(Request, Balance) of
                {reply, Answer, Next} -> From ! {Ref, Answer}, account(Next);
                {stop, Answer} -> From ! {Ref, Answer}, ok
            end
    end.

handle(balance, B) -> {reply, B, B};
handle({deposit, N}, B) when is_integer(N), N > 0 -> {reply, {ok, B + N}, B + N};
handle({withdraw, N}, B) when N =< B -> {reply, {ok, B - N}, B - N};
handle({withdraw, N}, B) -> {reply, {error, {short_of, N - B}}, B};
handle(close, B) -> {stop, {closed, B}};
handle(Other, B) -> {reply, {error, {bad_request, Other}}, B}.
