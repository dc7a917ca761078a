-module(persistent_terms).
-export([main/0]).

%% persistent_term: what is put, replaced and erased, and what others keep of it.
main() ->
    basics(),
    replaced_while_held(),
    erased_while_held(),
    funs(),
    large_binaries(),
    many(),
    many_processes(),
    errors().

basics() ->
    show(fun() -> persistent_term:get(no_such_key) end),
    show(fun() -> persistent_term:get(no_such_key, default) end),
    #{count := Count, memory := Memory} = persistent_term:info(),
    show(fun() -> persistent_term:put({key, 1}, {value, [1, 2, 3], "text", 1.5, 1 bsl 100, #{a => b}}) end),
    show(fun() -> persistent_term:get({key, 1}) end),
    show(fun() -> persistent_term:put({key, 1}, {value, [1, 2, 3], "text", 1.5, 1 bsl 100, #{a => b}}) end),
    #{count := Count2, memory := Memory2} = persistent_term:info(),
    show(fun() -> {Count2 - Count, Memory2 > Memory} end),
    show(fun() -> lists:keyfind({key, 1}, 1, persistent_term:get()) end),
    show(fun() -> persistent_term:put(atom, atom) end),
    show(fun() -> persistent_term:get(atom) end),
    show(fun() -> persistent_term:put(1, integer), persistent_term:put(1.0, float), {persistent_term:get(1), persistent_term:get(1.0)} end),
    show(fun() -> [persistent_term:erase(K) || K <- [1, 1.0, atom, {key, 1}, {key, 1}]] end),
    show(fun() -> persistent_term:get({key, 1}, gone) end),
    #{count := Count3} = persistent_term:info(),
    show(fun() -> Count3 - Count end).

%% Who has read a value keeps it, whatever becomes of the key.
replaced_while_held() ->
    persistent_term:put(held, lists:seq(1, 1000)),
    Old = persistent_term:get(held),
    Self = self(),
    P = spawn(fun() -> Mine = persistent_term:get(held), put(mine, Mine), Self ! ready,
                       receive go -> Self ! {sum, lists:sum(Mine), lists:sum(get(mine))} end end),
    receive ready -> ok end,
    P2 = spawn(fun() -> Self ! ready, receive {take, List} -> receive go -> Self ! {sum, lists:sum(List), 0} end end end),
    receive ready -> ok end,
    P2 ! {take, tl(Old)},
    [begin persistent_term:put(held, {replaced, N, lists:seq(1, 100)}), timer:sleep(5) end || N <- lists:seq(1, 10)],
    garbage_collect(),
    show(fun() -> {lists:sum(Old), element(2, persistent_term:get(held))} end),
    P ! go,
    show(fun() -> receive {sum, A, B} -> {A, B} end end),
    P2 ! go,
    show(fun() -> receive {sum, A, B} -> {A, B} end end).

erased_while_held() ->
    persistent_term:put(held, #{list => lists:seq(1, 1000), text => binary:copy(<<"abc">>, 100)}),
    #{list := List, text := Text} = persistent_term:get(held),
    <<_:10/binary, Part:20/binary, _/binary>> = Text,
    persistent_term:erase(held),
    timer:sleep(30),
    [lists:seq(1, 1000) || _ <- lists:seq(1, 100)],
    garbage_collect(),
    show(fun() -> {lists:sum(List), byte_size(Text), Part} end).

funs() ->
    N = 7,
    persistent_term:put(fun_key, {fun(X) -> X * N end, fun lists:reverse/1}),
    {F, G} = persistent_term:get(fun_key),
    persistent_term:erase(fun_key),
    timer:sleep(20),
    garbage_collect(),
    show(fun() -> {F(6), G("abc")} end).

%% Bytes that are added behind a shared binary are nobody else's.
large_binaries() ->
    persistent_term:put(bin, <<(binary:copy(<<1>>, 100))/binary, 2>>),
    Self = self(),
    [spawn(fun() ->
        B = persistent_term:get(bin),
        C = lists:foldl(fun(_, Acc) -> <<Acc/binary, N>> end, B, lists:seq(1, 100)),
        <<_:101/binary, Rest/binary>> = C,
        Self ! {N, Rest =:= binary:copy(<<N>>, 100)}
     end) || N <- lists:seq(1, 20)],
    show(fun() -> lists:usort([receive {N, Good} -> Good end || N <- lists:seq(1, 20)]) end),
    show(fun() -> byte_size(persistent_term:get(bin)) end),
    persistent_term:erase(bin).

many() ->
    [persistent_term:put({many, N}, {N, integer_to_list(N)}) || N <- lists:seq(1, 5000)],
    show(fun() -> lists:all(fun(N) -> persistent_term:get({many, N}) =:= {N, integer_to_list(N)} end, lists:seq(1, 5000)) end),
    [persistent_term:erase({many, N}) || N <- lists:seq(1, 5000, 2)],
    [persistent_term:put({many, N}, changed) || N <- lists:seq(1, 5000, 4)],
    show(fun() -> lists:foldl(fun(N, {A, B, C}) ->
                                  case persistent_term:get({many, N}, none) of
                                      none -> {A + 1, B, C};
                                      changed -> {A, B + 1, C};
                                      {N, _} -> {A, B, C + 1}
                                  end
                              end, {0, 0, 0}, lists:seq(1, 5000)) end),
    [persistent_term:erase({many, N}) || N <- lists:seq(1, 5000)],
    show(fun() -> [K || {{many, _} = K, _} <- persistent_term:get()] end).

%% Readers see an old or a new value, whole.
many_processes() ->
    persistent_term:put(counter, {0, lists:duplicate(50, 0)}),
    Self = self(),
    Readers = [spawn_link(fun() -> read(Self, 0, 2000) end) || _ <- lists:seq(1, 10)],
    [persistent_term:put(counter, {N, lists:duplicate(50, N)}) || N <- lists:seq(1, 500)],
    show(fun() -> lists:usort([receive {R, Good} -> Good end || R <- Readers]) end),
    persistent_term:erase(counter).

read(To, _, 0) -> To ! {self(), good};
read(To, Last, N) ->
    {Value, List} = persistent_term:get(counter),
    true = Value >= Last,
    true = List =:= lists:duplicate(50, Value),
    read(To, Value, N - 1).

errors() ->
    show(fun() -> persistent_term:get({no, such, key}) end),
    show(fun() -> persistent_term:erase(no_such_key) end),
    show(fun() -> persistent_term:nothing() end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
