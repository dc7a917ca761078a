-module(checksums_of_megabytes).
-export([main/0]).

%% Sums of data of several megabytes: the same whatever the data look like, and while others go on.

main() ->
    Data = data(3000000),
    forms(Data),
    boundaries(Data),
    from_contexts(Data),
    not_at_the_end(Data),
    wrong(Data),
    killed(binary:copy(Data, 20)),
    exited(binary:copy(Data, 10)),
    others_go_on(binary:copy(Data, 10)),
    many_at_once(Data).

data(Size) ->
    Row = << <<(N * N rem 251)>> || N <- lists:seq(1, 1000) >>,
    << <<(binary:part(Row, N rem 900, 100))/binary>> || N <- lists:seq(1, Size div 100) >>.

sums(Data) ->
    Context = erlang:md5_update(erlang:md5_update(erlang:md5_init(), <<"before">>), Data),
    {hex(erlang:md5(Data)), hex(erlang:md5_final(Context)), erlang:crc32(Data), erlang:crc32(17, Data),
        erlang:adler32(Data), erlang:adler32(17, Data)}.

hex(Sum) -> lists:flatten([io_lib:format("~2.16.0b", [Byte]) || <<Byte>> <= Sum]).

%% Binaries, parts of them, parts that begin within a byte, deep lists.
forms(Data) ->
    Sums = sums(Data),
    io:format("~p~n", [Sums]),
    Some = binary:part(Data, 0, 300000),
    <<_:7, Shifted:300000/binary, _:1>> = <<0:7, Some/binary, 1:1>>,
    [io:format("~s: ~p~n", [Name, sums(Form) =:= sums(Some)]) || {Name, Form} <- [
        {shifted, Shifted}, {shifted_in_list, [<<>>, Shifted]}]],
    <<_:40, Behind/binary>> = <<0:40, Data/binary>>,
    {First, Second} = split_binary(Data, 1234567),
    Deep = [[], [[First], <<>>], Second],
    Bytes = binary_to_list(Data),
    Improper = [binary_to_list(First) | Second],
    Parts = [binary:part(Data, At, 1000) || At <- lists:seq(0, 2999000, 1000)],
    [io:format("~s: ~p~n", [Name, sums(Form) =:= Sums]) || {Name, Form} <- [
        {behind, Behind}, {deep, Deep}, {bytes, Bytes}, {improper, Improper},
        {parts, Parts}, {alone, [Data]}]],
    io:format("~p~n", [sums(binary:part(Data, 1, 2999998))]).

%% One byte more or less than what is done at a time.
boundaries(Data) ->
    Sizes = [Power + More || Power <- [16#40000, 16#100000, 16#200000], More <- [-1, 0, 1, 64]],
    [begin
        Part = binary:part(Data, 0, Size),
        Halves = tuple_to_list(split_binary(Part, Size div 3)),
        io:format("~p ~p~n", [Size, sums(Part)]),
        true = sums(Part) =:= sums(Halves)
    end || Size <- Sizes].

from_contexts(Data) ->
    {First, Second} = split_binary(Data, 2000001),
    Context = lists:foldl(fun(Part, Sum) -> erlang:md5_update(Sum, Part) end, erlang:md5_init(), [First, "between", Second]),
    io:format("~s ~s~n", [hex(erlang:md5_final(Context)), hex(erlang:md5([First, "between", Second]))]),
    io:format("~p ~p~n", [erlang:crc32(erlang:crc32(First), Second) =:= erlang:crc32(Data),
        erlang:crc32_combine(erlang:crc32(First), erlang:crc32(Second), byte_size(Second)) =:= erlang:crc32(Data)]),
    io:format("~p ~p~n", [erlang:adler32(erlang:adler32(First), Second) =:= erlang:adler32(Data),
        erlang:adler32_combine(erlang:adler32(First), erlang:adler32(Second), byte_size(Second)) =:= erlang:adler32(Data)]).

%% Within expressions, by `apply`, as a fun, as what a process begins with.
not_at_the_end(Data) ->
    Sum = erlang:crc32(Data),
    Kept = [a, {b, Data}],
    io:format("~p~n", [{Sum, erlang:adler32(Data), length(Kept)}]),
    io:format("~p~n", [apply(erlang, md5, [Data]) =:= erlang:md5(Data)]),
    Function = crc32,
    io:format("~p~n", [[erlang:Function(Data), (fun erlang:crc32/1)(Data), (fun erlang:crc32/2)(0, Data)] -- [Sum, Sum, Sum]]),
    {Process, Monitor} = spawn_monitor(erlang, md5, [Data]),
    receive {'DOWN', Monitor, process, Process, Reason} -> io:format("~p~n", [Reason]) end.

wrong(Data) ->
    Bits = <<Data/binary, 1:3>>,
    [io:format("~p: ~p~n", [Name, failure(Call)]) || {Name, Call} <- [
        {md5_atom, fun() -> erlang:md5(foo) end},
        {md5_bits, fun() -> erlang:md5(Bits) end},
        {crc32_bits, fun() -> erlang:crc32(Bits) end},
        {crc32_sum, fun() -> erlang:crc32(-1, Data) end},
        {crc32_large_sum, fun() -> erlang:crc32(1 bsl 32, Data) end},
        {adler32_bits, fun() -> erlang:adler32(Bits) end},
        {adler32_sum, fun() -> erlang:adler32(a, Data) end},
        {update_bits, fun() -> erlang:md5_update(erlang:md5_init(), Bits) end},
        {update_context, fun() -> erlang:md5_update(<<"none">>, Data) end}]],
    %% OTP has summed up what is before the mistake, and shows how far it was.
    [io:format("~p: ~p~n", [Name, reason(Call)]) || {Name, Call} <- [
        {md5_list, fun() -> {erlang:md5([Data, foo])} end},
        {md5_deep_bits, fun() -> [erlang:md5([Data, Bits])] end},
        {md5_number, fun() -> erlang:md5([Data, 256]) end},
        {crc32_list, fun() -> {erlang:crc32([Data | foo])} end}]].

failure(Call) ->
    try Call() of Value -> {no_failure, Value}
    catch Class:Reason:Trace ->
        [{Module, Function, Args, Info} | _] = Trace,
        {Class, Reason, Module, Function, [short(Arg) || Arg <- Args], Info}
    end.

reason(Call) ->
    {'EXIT', {Reason, _}} = (catch Call()),
    Reason.

short(Arg) when is_bitstring(Arg) -> {bits, bit_size(Arg)};
short([First | Rest]) -> [short(First) | short(Rest)];
short(Arg) -> Arg.

%% The end of a process within a sum.
killed(Data) ->
    Calls = [fun(D) -> erlang:md5(D) end, fun(D) -> erlang:crc32(D) end, fun(D) -> erlang:adler32(D) end,
        fun(D) -> erlang:md5_update(erlang:md5_init(), D) end],
    [begin
        {Process, Monitor} = spawn_monitor(fun() -> again(Call, Data) end),
        receive after 3 -> ok end,
        exit(Process, kill),
        receive {'DOWN', Monitor, process, Process, Reason} -> io:format("~p~n", [Reason]) end
    end || Call <- Calls].

again(Call, Data) ->
    Call(Data),
    again(Call, Data).

%% One that traps exits goes on to its sum.
exited(Data) ->
    Self = self(),
    Process = spawn(fun() ->
        process_flag(trap_exit, true),
        Self ! ready,
        Sum = erlang:md5(Data),
        receive {'EXIT', Self, Reason} -> Self ! {Reason, hex(Sum)} end
    end),
    receive ready -> ok end,
    exit(Process, stop),
    receive {stop, Sum} -> io:format("~s~n", [Sum]) end.

%% A process of the same scheduler counts while four sum up.
others_go_on(Data) ->
    Self = self(),
    Summing = [spawn_link(fun() -> Self ! {self(), erlang:md5(Data), erlang:crc32([Data, Data])} end) || _ <- [1, 2, 3, 4]],
    Counting = spawn_link(fun() -> count(0) end),
    Sums = [receive {Process, Md5, Crc} -> {hex(Md5), Crc} end || Process <- Summing],
    io:format("~p~n", [lists:usort(Sums)]),
    Counting ! {Self, stop},
    receive {counted, Count} -> io:format("~p~n", [Count > 0]) end.

count(Count) ->
    receive {From, stop} -> From ! {counted, Count + 1} after 0 -> count(Count + 1) end.

%% Each with garbage of its own.
many_at_once(Data) ->
    Self = self(),
    Processes = [spawn_link(fun() ->
        Part = binary:part(Data, N, 1500000),
        Terms = [{X, N} || X <- lists:seq(1, 100)],
        Self ! {self(), erlang:adler32(N, [Part]), hex(erlang:md5(Part)), length(Terms)}
    end) || N <- lists:seq(1, 20)],
    Sums = [receive {Process, Adler, Md5, 100} -> {Adler, Md5} end || Process <- Processes],
    io:format("~p ~p~n", [erlang:phash2(Sums), length(lists:usort(Sums))]).
