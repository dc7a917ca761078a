-module(records).
-export([run/0]).

-record(account, {owner, balance = 0, moves = 0, limit = -1000, kind = usual, last}).

run() ->
    Account = #account{owner = joe},
    #account{moves = 20000000} = moves(20000000, Account).

moves(0, Account) -> Account;
moves(N, Account) when Account#account.balance > 1000 -> moves(N, Account#account{balance = 0, last = N});
moves(N, #account{balance = Balance, moves = Moves} = Account) ->
    moves(N - 1, Account#account{balance = Balance + 7, moves = Moves + 1}).
