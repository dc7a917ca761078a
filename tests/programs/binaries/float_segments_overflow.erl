%% Numbers beyond the shorter floats become infinite; the sign of a big number is any byte but 0; the end of options.
-module(float_segments_overflow).
-export([main/0]).
i(X) -> X.
main() ->
  V = i(1 bsl 256), F = i(1.0e200), S = i(32), T = i(16),
  [io:format("~p~n", [try G() catch C:E -> {C,E} end]) || G <- [
   fun() -> <<V:S/float>> end, fun() -> <<V:32/float>> end, fun() -> <<F:32/float>> end, fun() -> <<F:S/float>> end,fun() -> <<V:16/float>> end,fun() -> <<F:16/float>> end,fun() -> <<F:T/float>> end, fun() -> <<(-F):T/float>> end,
   fun() -> <<(i(1 bsl 1024)):64/float>> end, fun() -> <<(i(1 bsl 1024)):32/float>> end, fun() -> <<1.0e200:32/float>> end, fun() -> <<(1 bsl 256):32/float>> end, fun() -> <<(i(65520)):16/float>> end, fun() -> <<(i(1.0e-50)):32/float>> end,fun() -> <<(i(1.0e-50)):16/float>> end,
   fun() -> binary_to_term(<<131,110,1,3,1>>) end, fun() -> binary_to_term(<<131,110,1,1,0>>) end, fun() -> binary_to_term(<<131,111,0,0,0,1,7,5>>) end
   , fun() -> binary:split(<<"a:b">>, <<":">>, [global | foo]) end, fun() -> binary:split(<<"a:b">>, <<":">>, foo) end]].
