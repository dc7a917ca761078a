%% Comprehensions whose value nobody takes: their elements leave no frames, and no list is made.
-module(unused_comprehensions).
-compile([export_all, nowarn_export_all]).

%% What a call raises, with this module's part of the stack trace.
try_it(Name, L) ->
    try apply(?MODULE, Name, [L]) of
        Value -> io:format("~p~n", [Value])
    catch
        Class:Reason:Stack ->
            Here = [{F, A, proplists:get_value(line, Place)} || {?MODULE, F, A, Place} <- Stack],
            io:format("~p ~p~n  ~p~n", [Class, Reason, Here])
    end.

f(2) -> error(two);
f(X) -> X.

id(X) -> X.

s1(L) -> [f(X) || X <- L], ok.
s2(L) -> _ = [f(X) || X <- L], ok.
s3(L) -> case id(1) of 1 -> [f(X) || X <- L]; _ -> no end, ok.
s4(L) -> begin a, [f(X) || X <- L] end, ok.
s5(L) -> [[f(X) || X <- L] || _ <- [a,b]], ok.
s6(L) -> [f(X) || X <- L, Y <- [a,b]], ok.
s7(L) -> [f(X+Y) || Y <- [0,0], X <- L], ok.
s8(L) -> try [f(X) || X <- L] catch throw:_ -> ok end, ok.
s9(L) -> try [f(X) || X <- L], ok catch throw:_ -> ok after id(2) end, ok.
s10(L) -> try ok after [f(X) || X <- L] end, ok.
s11(L) -> if L =:= [] -> a; true -> [f(X) || X <- L] end, ok.
s12(L) -> [f(X) || <<X>> <= L], ok.
s13(L) -> catch [f(X) || X <- L], ok.
s14(L) -> [f(X) || X <- L, id(true)], ok.
s15(L) -> [f(X) || X <- L, X > 0, is_integer(X)], ok.
s16(L) -> receive after 0 -> [f(X) || X <- L] end, ok.
s17(L) -> [ok = f(X) || X <- L], ok.
s18(L) -> [begin Z = f(X), Z end || X <- L], ok.
s19(L) -> [case X of 1 -> a; _ -> [f(Y) || Y <- L] end || X <- L], ok.
s20(L) -> true andalso [f(X) || X <- L], ok.
s21(L) -> id(true) andalso [f(X) || X <- L], ok.
s22(L) -> [f(X) || X <- L], [f(X) || X <- L].
s23(L) -> [_] = [f(X) || X <- L], ok.


% The last element finds as little on the stack as the first one.
depth(X) when X =:= 1; X =:= 300000 -> put(X, process_info(self(), stack_size));
depth(_) -> ok.

is_flat() ->
    [depth(X) || X <- lists:seq(1, 300000)],
    _ = [depth(Y) || X <- [0, 299999], Y <- [X + 1], id(true)],
    get(1) =:= get(300000).

main() ->
    lists:foreach(
      fun(N) ->
              Name = list_to_atom("s" ++ integer_to_list(N)),
              io:format("~p~n", [Name]),
              Lists = case N of
                          12 -> [<<1,1>>, <<1,1,1,2,1>>, <<2>>, [1], <<1,1,1:4>>];
                          _ -> [[1, 1], [1, 1, 1, 2, 1], [2], x, [1, 1 | y]]
                      end,
              [try_it(Name, L) || L <- Lists]
      end, lists:seq(1, 23)),
    io:format("~p~n", [is_flat()]).
