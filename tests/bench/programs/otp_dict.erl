%% With OTP's own: dict orddict
-module(otp_dict).
-export([run/0]).

%% Counts words in a dictionary and in an ordered one, from the sources that OTP ships.
run() ->
    Counts = count(500000, 1, dict:new()),
    500000 = dict:fold(fun(_, N, Sum) -> N + Sum end, 0, Counts),
    Few = lists:foldl(fun(N, Dict) -> orddict:update_counter(N rem 50, 1, Dict) end, orddict:new(), lists:seq(1, 500000)),
    50 = orddict:size(Few).

count(0, _, Dict) -> Dict;
count(N, Seed, Dict) ->
    Next = (Seed * 1103515245 + 12345) rem 2147483648,
    count(N - 1, Next, dict:update_counter(Next rem 5000, 1, Dict)).
