-module(bank).
-export([main/0]).

%% Processes, records and errors together.
-record(account, {id, balance = 0, history = []}).

main() ->
    Bank = spawn(fun() -> bank([]) end),
    io:format("~p~n", [[ask(Bank, R) || R <- [
        {open, joe}, {open, ann}, {open, joe}, {deposit, joe, 100}, {withdraw, joe, 30}, {withdraw, joe, 500},
        {transfer, joe, ann, 50}, {transfer, joe, bob, 1}, {balance, joe}, {balance, ann}, {history, joe}, {deposit, ann, -5}]]]),
    Bank ! stop.

ask(Bank, Request) ->
    Ref = make_ref(),
    Bank ! {self(), Ref, Request},
    receive {Ref, Answer} -> Answer after 1000 -> timeout end.

bank(Accounts) ->
    receive
        {From, Ref, Request} ->
            {Answer, Next} =
                try handle(Request, Accounts)
                catch throw:Reason -> {{error, Reason}, Accounts}
                end,
            From ! {Ref, Answer},
            bank(Next);
        stop -> ok
    end.

handle({open, Id}, As) ->
    case lists:keymember(Id, #account.id, As) of
        true -> throw({exists, Id});
        false -> {ok, [#account{id = Id} | As]}
    end;
handle({deposit, _, N}, _) when N =< 0 -> throw(bad_amount);
handle({deposit, Id, N}, As) -> change(Id, N, As);
handle({withdraw, Id, N}, As) -> change(Id, -N, As);
handle({transfer, A, B, N}, As) ->
    {ok, As1} = change(A, -N, As),
    change(B, N, As1);
handle({balance, Id}, As) -> {(find(Id, As))#account.balance, As};
handle({history, Id}, As) -> {lists:reverse((find(Id, As))#account.history), As}.

find(Id, As) ->
    case lists:keyfind(Id, #account.id, As) of
        false -> throw({no_account, Id});
        A -> A
    end.

change(Id, N, As) ->
    #account{balance = B, history = H} = A = find(Id, As),
    B + N >= 0 orelse throw({too_little, B}),
    {ok, lists:keystore(Id, #account.id, As, A#account{balance = B + N, history = [N | H]})}.
