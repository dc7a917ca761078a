%% Random numbers. The generators, their states and what is made of their numbers are those of OTP 25:
%% the same seed gives the same numbers. The tables behind normal_s/1 are in the runtime
%% (swerl_rand:layer/1).
-module(rand).

-export([bytes/1, bytes_s/2, export_seed/0, export_seed_s/1, jump/0, jump/1, normal/0, normal/2, normal_s/1,
         normal_s/3, seed/1, seed/2, seed_s/1, seed_s/2, uniform/0, uniform/1, uniform_real/0,
         uniform_real_s/1, uniform_s/1, uniform_s/2]).
-export([bc64/1, exro928_jump_2pow20/1, exro928_jump_2pow512/1, exro928_next/1, exro928_next_state/1,
         exro928_seed/1, exsp_jump/1, exsp_next/1, float2str/1, make_float/3, mwc59/1, mwc59_float/1,
         mwc59_seed/0, mwc59_seed/1, mwc59_value/1, mwc59_value32/1, seed58/2, splitmix64_next/1]).

-define(MASK58, 16#3FFFFFFFFFFFFFF).
-define(MASK64, 16#FFFFFFFFFFFFFFFF).
-define(ULP, 1.1102230246251565e-16).     % 2 to the power of -53

%% ---- The process's own state ----

own() ->
    case get(rand_seed) of
        undefined -> seed(exsss);
        State -> State
    end.

%% The value of a step; the state that it left becomes the process's.
kept({Value, State}) ->
    put(rand_seed, State),
    Value.

seed(What) ->
    State = seed_s(What),
    put(rand_seed, State),
    State.

seed(Name, Seed) ->
    State = seed_s(Name, Seed),
    put(rand_seed, State),
    State.

uniform() -> kept(uniform_s(own())).

uniform(N) -> kept(uniform_s(N, own())).

uniform_real() -> kept(uniform_real_s(own())).

normal() -> kept(normal_s(own())).

normal(Mean, Variance) -> Mean + math:sqrt(Variance) * normal().

bytes(N) -> kept(bytes_s(N, own())).

jump() ->
    State = jump(own()),
    put(rand_seed, State),
    State.

export_seed() ->
    case get(rand_seed) of
        {#{type := Name}, S} -> {Name, S};
        _ -> undefined
    end.

%% ---- States {Generator, its state} ----

export_seed_s({#{type := Name}, S}) -> {Name, S}.

seed_s({Generator, _} = State) when is_map(Generator) -> State;
seed_s({Name, S}) when is_atom(Name) -> {generator(Name), S};
seed_s(Name) -> seed_s(Name, some_seed()).

seed_s(default, Seed) -> seed_s(exsss, Seed);
seed_s(Name, Seed) ->
    Generator = generator(Name),
    {Generator, seeded(Name, Seed)}.

some_seed() -> {erlang:phash2([{node(), self()}]), erlang:system_time(), erlang:unique_integer()}.

%% bits: how many a number has; max: that a number is at most this, for older generators.
generator(exsss) ->
    #{type => exsss, bits => 58, next => fun exsss_next/1, uniform => fun exsss_uniform/1,
      uniform_n => fun exsss_uniform/2, jump => fun exsplus_jump/1};
generator(exro928ss) ->
    #{type => exro928ss, bits => 58, next => fun exro928ss_next/1, uniform => fun exro928ss_uniform/1,
      uniform_n => fun exro928ss_uniform/2, jump => fun exro928_jump/1};
generator(exrop) ->
    #{type => exrop, bits => 58, weak_low_bits => 1, next => fun exrop_next/1,
      uniform => fun exrop_uniform/1, uniform_n => fun exrop_uniform/2, jump => fun exrop_jump/1};
generator(exsp) ->
    #{type => exsp, bits => 58, weak_low_bits => 1, next => fun exsp_next/1, uniform => fun exsp_uniform/1,
      uniform_n => fun exsp_uniform/2, jump => fun exsplus_jump/1};
generator(exs1024s) ->
    #{type => exs1024s, bits => 64, weak_low_bits => 3, next => fun exs1024_next/1,
      jump => fun exs1024_jump/1};
generator(exsplus) ->
    #{type => exsplus, max => ?MASK58, next => fun exsp_next/1, jump => fun exsplus_jump/1};
generator(exs64) -> #{type => exs64, max => ?MASK64, next => fun exs64_next/1};
generator(exs1024) -> #{type => exs1024, max => ?MASK64, next => fun exs1024_next/1, jump => fun exs1024_jump/1};
generator(dummy) ->
    #{type => dummy, bits => 58, next => fun dummy_next/1, uniform => fun dummy_uniform/1,
      uniform_n => fun dummy_uniform/2}.

seeded(exsss, Seed) -> exsss_seed(Seed);
seeded(exro928ss, Seed) -> exro928_seed(Seed);
seeded(exrop, Seed) -> exrop_seed(Seed);
seeded(exsp, Seed) -> exsplus_seed(Seed);
seeded(exsplus, Seed) -> exsplus_seed(Seed);
seeded(exs1024s, Seed) -> exs1024_seed(Seed);
seeded(exs1024, Seed) -> exs1024_seed(Seed);
seeded(exs64, Seed) -> exs64_seed(Seed);
seeded(dummy, Seed) -> dummy_seed(Seed).

jump({#{jump := Jump}, _} = State) -> Jump(State);
jump({#{}, _}) -> erlang:error(not_implemented).

%% ---- Distributions ----

uniform_s({#{uniform := Uniform}, _} = State) -> Uniform(State);
uniform_s({#{bits := Bits, next := Next} = Generator, S}) ->
    {V, New} = Next(S),
    {(V bsr (Bits - 53)) * ?ULP, {Generator, New}};
uniform_s({#{max := Max, next := Next} = Generator, S}) ->
    {V, New} = Next(S),
    {V / (Max + 1), {Generator, New}}.

uniform_s(N, {#{uniform_n := Uniform}, _} = State) when is_integer(N), N >= 1 -> Uniform(N, State);
uniform_s(N, {#{bits := Bits, next := Next} = Generator, S}) when is_integer(N), N >= 1 ->
    {V, New} = Next(S),
    in_range(N, V, Generator, New, Bits);
uniform_s(N, {#{max := Max, next := Next} = Generator, S}) when is_integer(N), N >= 1 ->
    {V, New} = Next(S),
    case N =< Max of
        true -> {V rem N + 1, {Generator, New}};
        false -> {trunc(V / (Max + 1) * N) + 1, {Generator, New}}
    end.

%% From 1 to N, by the number V; where V lies among the last numbers, too few for another N, by
%% the next one.
in_range(N, V, Generator, S, _) when V < N, N =< ?MASK58 -> {V + 1, {Generator, S}};
in_range(N, V, Generator, S, Bits) ->
    Top = (1 bsl Bits) - N,
    if
        Top < 0 -> wide(N, V, Generator, S);
        V < N -> {V + 1, {Generator, S}};
        true ->
            Rest = V rem N,
            case V - Rest =< Top of
                true -> {Rest + 1, {Generator, S}};
                false -> uniform_s(N, {Generator, S})
            end
    end.

%% For ranges wider than one number: several are put together.
wide(N, V, #{bits := Bits, next := Next} = Generator, S) ->
    Weak = maps:get(weak_low_bits, Generator, 0),
    Strong = Bits - Weak,
    Mask = bnot ((1 bsl Weak) - 1),
    case N band (N - 1) of
        0 ->
            {Long, New, _} = longer(N bsr Bits, V, S, Next, Mask, Strong, Bits),
            {Long band (N - 1) + 1, {Generator, New}};
        _ ->
            {Long, New, Length} = longer(N bsr (Bits - 2), V, S, Next, Mask, Strong, Bits),
            Rest = Long rem N,
            case Long - Rest =< (1 bsl Length) - N of
                true -> {Rest + 1, {Generator, New}};
                false ->
                    {Again, S2} = Next(New),
                    wide(N, Again, Generator, S2)
            end
    end.

longer(Missing, V, S, _, _, _, Length) when Missing =< 1 -> {V, S, Length};
longer(Missing, V, S, Next, Mask, Strong, Length) ->
    {More, New} = Next(S),
    longer(Missing bsr Strong, ((V band Mask) bsl Strong) bor More, New, Next, Mask, Strong, Length + Strong).

%% As many binary digits as a float can have, also where the first are zeros.
uniform_real_s({Generator, S}) -> real(Generator, S, 0).

real(Generator, S, Place) ->
    {V, Bits, S1} = drawn(Generator, S),
    case V bsr (Bits - 56) of
        Digits when Digits >= 1 bsl 52 ->
            Spare = digits(Digits) - 53,
            {(Digits bsr Spare) * math:pow(2.0, Place - 56 + Spare), {Generator, S1}};
        Digits when Place =:= -1008, Digits < 1 bsl 42 -> real(Generator, S1, 0);
        0 -> real(Generator, S1, Place - 56);
        Digits ->
            {V2, S2} = more(Generator, S1, Place),
            Missing = 53 - digits(Digits),
            Float = ((Digits bsl Missing) bor (V2 bsr (Bits - Missing))) * math:pow(2.0, Place - 56 - Missing),
            {Float, {Generator, S2}}
    end.

drawn(#{bits := Bits, next := Next}, S) ->
    {V, New} = Next(S),
    {V, Bits, New};
drawn(#{next := Next}, S) ->
    {V, New} = Next(S),
    {V band ((1 bsl 56) - 1), 56, New}.

%% The older generators give all their bits here the first time.
more(#{max := _, next := Next}, S, 0) -> Next(S);
more(Generator, S, _) ->
    {V, _, New} = drawn(Generator, S),
    {V, New}.

bc64(V) -> digits(V, 1 bsl 63, 64).

digits(V) -> digits(V, 1 bsl 55, 56).

digits(V, Bit, N) when Bit =< V -> N;
digits(V, Bit, N) -> digits(V, Bit bsr 1, N - 1).

bytes_s(N, {#{bits := Bits, next := Next} = Generator, S}) when is_integer(N), N >= 0 ->
    bytes(N, Generator, Next, S, Bits, maps:get(weak_low_bits, Generator, 0));
bytes_s(N, {#{max := Max, next := Next} = Generator, S}) when is_integer(N), N >= 0, Max >= ?MASK58 ->
    bytes(N, Generator, Next, S, 58, 2).

bytes(N, Generator, Next, S, Bits, Weak) ->
    Each = (Bits - Weak) bsr 3,
    {Parts, New} = drawn_bytes(N, Next, S, Each, Bits - 8 * Each, []),
    {iolist_to_binary(lists:reverse(Parts)), {Generator, New}}.

drawn_bytes(N, Next, S, Each, Shift, Parts) when N > Each ->
    {V, New} = Next(S),
    drawn_bytes(N - Each, Next, New, Each, Shift, [<<(V bsr Shift):(8 * Each)>> | Parts]);
drawn_bytes(N, Next, S, Each, _, Parts) ->
    {V, New} = Next(S),
    {[<<(V bsr (8 * (Each - N))):(8 * N)>> | Parts], New}.

%% ---- The normal distribution ----

normal_s(Mean, Variance, State) when Variance > 0 ->
    {X, New} = normal_s(State),
    {Mean + math:sqrt(Variance) * X, New}.

%% The ziggurat method with 256 layers.
normal_s(State) ->
    {Sign, V, New} = signed(State),
    Layer = V band 255,
    {Within, Width, Low, High} = swerl_rand:layer(Layer),
    X = V * Width,
    if
        V < Within, Sign =:= 0 -> {X, New};
        V < Within -> {-X, New};
        Layer =:= 0 -> tail(Sign, New);
        Sign =:= 0 -> edge(X, Low, High, New);
        true -> edge(-X, Low, High, New)
    end.

signed({#{bits := Bits, next := Next} = Generator, S}) ->
    {V, New} = Next(S),
    {(1 bsl (Bits - 52)) band V, V bsr (Bits - 51), {Generator, New}};
signed({#{next := Next} = Generator, S}) ->
    {V, New} = Next(S),
    {(1 bsl 51) band V, V band ((1 bsl 51) - 1), {Generator, New}}.

edge(X, Low, High, State) ->
    {U, New} = uniform_s(State),
    case (High - Low) * U + Low < math:exp(-0.5 * X * X) of
        true -> {X, New};
        false -> normal_s(New)
    end.

tail(Sign, State) ->
    {U, S1} = uniform_s(State),
    X = -(1 / 3.6541528853610087963519472518) * math:log(U),
    {W, S2} = uniform_s(S1),
    Y = -math:log(W),
    case Y + Y > X * X of
        false -> tail(Sign, S2);
        true when Sign =:= 0 -> {3.6541528853610087963519472518 + X, S2};
        true -> {-3.6541528853610087963519472518 - X, S2}
    end.

%% ---- Generators of Xorshift116 and its kin: states [A | B] of 58 bits each ----

exsss_seed({A, B, C}) ->
    {_, X} = nonzero58(A),
    {S0, Y} = nonzero58(B bxor X),
    {S1, _} = nonzero58(C bxor Y),
    [S0 | S1];
exsss_seed(Seed) -> pair_seed(Seed).

exsplus_seed({A, B, C}) ->
    {_, [_ | S]} = exsp_next([(A * 4294967197 + 1) band ?MASK58 | (B * 4294967231 + 1) band ?MASK58]),
    {_, New} = exsp_next([(C * 4294967279 + 1) band ?MASK58 | S]),
    New;
exsplus_seed(Seed) -> pair_seed(Seed).

exrop_seed({A, B, C}) ->
    [_ | S] = exrop_step((A * 4294967197 + 1) band ?MASK58, (B * 4294967231 + 1) band ?MASK58),
    exrop_step((C * 4294967279 + 1) band ?MASK58, S);
exrop_seed(Seed) -> pair_seed(Seed).

pair_seed(Seed) when is_list(Seed) ->
    [A, B] = checked_seed(2, Seed, ?MASK58, false),
    [A | B];
pair_seed(Seed) when is_integer(Seed) ->
    [A, B] = seed58(2, Seed),
    [A | B].

exsp_next([S1 | S0]) ->
    A = S0 band ?MASK58,
    B = exs_step(A, S1),
    {(A + B) band ?MASK58, [A | B]}.

exsss_next([S1 | S0]) ->
    A = S0 band ?MASK58,
    {scrambled(A), [A | exs_step(A, S1)]}.

exs_step(S0, S1) ->
    B = (S1 band ?MASK58) bxor ((S1 band 16#3FFFFFFFF) bsl 24),
    B bxor S0 bxor (B bsr 11) bxor (S0 bsr 41).

%% Times 5, turned by 7 bits, times 9, all in 58 bits.
scrambled(S) ->
    A = S + ((S band 16#FFFFFFFFFFFFFF) bsl 2),
    B = ((A band 16#7FFFFFFFFFFFF) bsl 7) bor ((A bsr 51) band 127),
    (B + ((B band 16#7FFFFFFFFFFFFF) bsl 3)) band ?MASK58.

exrop_next([S0 | S1]) -> {(S0 + S1) band ?MASK58, exrop_step(S0, S1)}.

exrop_step(S0, S1) ->
    A = S1 bxor S0,
    [rotated(S0, 24) bxor A bxor ((A band 16#FFFFFFFFFFFFFF) bsl 2) | rotated(A, 35)].

rotated(X, N) -> ((X band (?MASK58 bsr N)) bsl N) bor ((X bsr (58 - N)) band ((1 bsl N) - 1)).

exsss_uniform({Generator, S}) ->
    {V, New} = exsss_next(S),
    {(V bsr 5) * ?ULP, {Generator, New}}.

exsss_uniform(N, {Generator, S}) ->
    {V, New} = exsss_next(S),
    in_range(N, V, Generator, New, 58).

exsp_uniform({Generator, S}) ->
    {V, New} = exsp_next(S),
    {(V bsr 5) * ?ULP, {Generator, New}}.

exsp_uniform(N, {Generator, S}) ->
    {V, New} = exsp_next(S),
    in_range(N, V, Generator, New, 58).

exrop_uniform({Generator, S}) ->
    {V, New} = exrop_next(S),
    {(V bsr 5) * ?ULP, {Generator, New}}.

exrop_uniform(N, {Generator, S}) ->
    {V, New} = exrop_next(S),
    in_range(N, V, Generator, New, 58).

exsplus_jump({Generator, S}) -> {Generator, exsp_jump(S)}.

exsp_jump(S) ->
    [A, B] = jumped(S, fun exsp_next/1, fun pair/1, [16#2f8ea6bc32c797, 16#345d2a0f85f788c], [0, 0]),
    [A | B].

exrop_jump({Generator, S}) ->
    Next = fun([S0 | S1]) -> {0, exrop_step(S0, S1)} end,
    [A, B] = jumped(S, Next, fun pair/1, [16#211293241fcb12a, 16#2618c803e0ff352], [0, 0]),
    {Generator, [A | B]}.

pair([A | B]) -> [A, B].

%% The state that is many steps ahead: the sum of some of the next states, chosen by the bits of a
%% list of words of 58 bits each.
jumped(_, _, _, [], Sum) -> Sum;
jumped(S, Next, Parts, [Word | Words], Sum) -> jumped(S, Next, Parts, Words, Sum, Word, 58).

jumped(S, Next, Parts, Words, Sum, _, 0) -> jumped(S, Next, Parts, Words, Sum);
jumped(S, Next, Parts, Words, Sum, Word, N) ->
    {_, New} = Next(S),
    case Word band 1 of
        0 -> jumped(New, Next, Parts, Words, Sum, Word bsr 1, N - 1);
        1 ->
            More = lists:zipwith(fun(X, Y) -> X bxor Y end, Sum, Parts(S)),
            jumped(New, Next, Parts, Words, More, Word bsr 1, N - 1)
    end.

%% ---- Xorshift64* and Xorshift1024* ----

exs64_seed({A, B, C}) ->
    {V1, _} = exs64_next((A band 16#FFFFFFFF) * 4294967197 + 1),
    {V2, _} = exs64_next((B band 16#FFFFFFFF) * 4294967231 + 1),
    {V3, _} = exs64_next((C band 16#FFFFFFFF) * 4294967279 + 1),
    V1 * V2 * V3 rem (?MASK64 - 1) + 1;
exs64_seed(Seed) when is_list(Seed) ->
    [S] = checked_seed(1, Seed, ?MASK64, false),
    S;
exs64_seed(Seed) when is_integer(Seed) ->
    [S] = seed64(1, Seed),
    S.

exs64_next(S) ->
    A = S bxor (S bsr 12),
    B = A bxor ((A band (?MASK64 bsr 25)) bsl 25),
    C = B bxor (B bsr 27),
    {C * 2685821657736338717 band ?MASK64, C}.

%% Rings of sixteen words: {those that are next, those that were, the last one first}.
exs1024_seed({A, B, C}) ->
    [X, Y, Z] = [((V band 16#1FFFFF) + 1) * By band 16#1FFFFF
                 || {V, By} <- [{A, 2097131}, {B, 2097133}, {C, 2097143}]],
    {ring(16, (X bsl 43) bor (Y bsl 22) bor (Z bsl 1) bor 1, []), []};
exs1024_seed(Seed) when is_list(Seed) -> {checked_seed(16, Seed, ?MASK64, false), []};
exs1024_seed(Seed) when is_integer(Seed) -> {seed64(16, Seed), []}.

ring(0, _, Words) -> Words;
ring(N, S, Words) ->
    {V, New} = exs64_next(S),
    ring(N - 1, New, [V | Words]).

exs1024_next({[S0, S1 | Next], Past}) ->
    A = S1 bxor ((S1 band (?MASK64 bsr 31)) bsl 31),
    New = S0 bxor (S0 bsr 30) bxor A bxor (A bsr 11),
    {New * 1181783497276652981 band ?MASK64, {[New | Next], [S0 | Past]}};
exs1024_next({[S0], Past}) -> exs1024_next({[S0 | lists:reverse(Past)], []}).

exs1024_jump({Generator, {_, Past} = S}) ->
    Words = [16#242f96eca9c41d, 16#196e1ddbe5a1561, 16#239f070b5837a3c, 16#3f393cc68796cd2,
             16#248316f404489af, 16#39a30088bffbac2, 16#2fea70dc2d9891f, 16#32ae0d9644caec4,
             16#313aac17d8efa43, 16#2f132e055642626, 16#1ee975283d71c93, 16#552321b06f5501,
             16#c41d10a1e6a569, 16#19158ecf8aa1e44, 16#4e9fc949d0b5fc, 16#363da172811fdda,
             16#30e38c3b99181f2, 16#a118038fc],
    Sum = jumped(S, fun exs1024_next/1, fun words/1, Words, lists:duplicate(16, 0)),
    {Ahead, Behind} = lists:split(16 - length(Past), Sum),
    {Generator, {Ahead, lists:reverse(Behind)}}.

words({Next, Past}) -> Next ++ lists:reverse(Past).

%% ---- Xoroshiro928**: rings of sixteen words of 58 bits ----

exro928_seed({A, B, C}) ->
    {S0, X} = nonzero58(A),
    {S1, Y} = nonzero58(B bxor X),
    {S2, Z} = nonzero58(C bxor Y),
    {[S0, S1, S2 | seed58(13, Z)], []};
exro928_seed(Seed) when is_list(Seed) -> {checked_seed(16, Seed, ?MASK58, false), []};
exro928_seed(Seed) when is_integer(Seed) -> {seed58(16, Seed), []}.

exro928ss_next({[Last, S0 | Next], Past}) -> {scrambled(S0), exro928_step(Next, Past, Last, S0)};
exro928ss_next({[Last], Past}) -> exro928ss_next({[Last | lists:reverse(Past)], []}).

exro928_next({[Last, S0 | Next], Past}) -> {{Last, S0}, exro928_step(Next, Past, Last, S0)};
exro928_next({[Last], Past}) -> exro928_next({[Last | lists:reverse(Past)], []}).

exro928_next_state({[Last, S0 | Next], Past}) -> exro928_step(Next, Past, Last, S0);
exro928_next_state({[Last], Past}) ->
    [S0 | Next] = lists:reverse(Past),
    exro928_step(Next, [], Last, S0).

exro928_step(Next, Past, Last, S0) ->
    A = S0 band ?MASK58,
    B = (Last band ?MASK58) bxor A,
    {[rotated(B, 45) | Next], [rotated(A, 44) bxor B bxor ((B band (?MASK58 bsr 9)) bsl 9) | Past]}.

exro928ss_uniform({Generator, S}) ->
    {V, New} = exro928ss_next(S),
    {(V bsr 5) * ?ULP, {Generator, New}}.

exro928ss_uniform(N, {Generator, S}) ->
    {V, New} = exro928ss_next(S),
    in_range(N, V, Generator, New, 58).

exro928_jump({Generator, S}) -> {Generator, exro928_jump_2pow512(S)}.

exro928_jump_2pow512(S) ->
    exro928_jump(S, [16#4085302F77130CA, 16#54E07F7F4524091, 16#5E1D7D6813D2BA0, 16#4687ACEF8644287,
                     16#4567FD9F0B83FE5, 16#43E6D27EA06C024, 16#641E015AC26D5D2, 16#6CD61377663B92F,
                     16#70A0657E19F00D4, 16#43C0BDDE15CF3C3, 16#745A3A8A3CEF3CC, 16#58A8CF308C8E0C6,
                     16#7B7C4CC049C536E, 16#431801F9DB3AF2C, 16#41A1504ACD83F24, 16#6C41DCF2F867D7F]).

exro928_jump_2pow20(S) ->
    exro928_jump(S, [16#5B966A3DAF905E6, 16#601E9589C33DE2F, 16#74A806C17E9E644, 16#59AFEB4F1DF6A43,
                     16#46D8E75664A4268, 16#42E2C246BDA670C, 16#4531FB8EBC73C70, 16#537F702069EFC52,
                     16#4B6DC4D3AF15F8A, 16#5A4189F0050263D, 16#46DF2EB1FEAF0FB, 16#77AC696A43CB9AC,
                     16#4C5878C3549BD5B, 16#7CCF20BCF522920, 16#415FEFCC78FF45E, 16#72CF460728C2FAF]).

exro928_jump(S, Words) ->
    {jumped(S, fun exro928_next/1, fun words/1, Words, lists:duplicate(16, 0)), []}.

%% ---- The dummy, for tests ----

dummy_next(S) -> {S, S bxor ?MASK58}.

dummy_uniform({Generator, S}) -> {0.5, {Generator, S bxor ?MASK58}}.

dummy_uniform(_, {Generator, S}) -> {1, {Generator, S bxor ?MASK58}}.

dummy_seed({A, B, C}) ->
    {_, X} = splitmix64_next(A),
    {_, Y} = splitmix64_next(B bxor X),
    {Z, _} = splitmix64_next(C bxor Y),
    Z band ?MASK58;
dummy_seed([]) -> erlang:error(zero_seed);
dummy_seed([S]) when is_integer(S) -> S band ?MASK58;
dummy_seed([S | _]) when is_integer(S) -> erlang:error(too_many_seed_integers);
dummy_seed([_ | _]) -> erlang:error(non_integer_seed);
dummy_seed(Seed) when is_integer(Seed) ->
    {Z, _} = splitmix64_next(Seed),
    Z band ?MASK58.

%% ---- MWC59: one integer, without a state around it ----

mwc59(S) -> 16#7fa6502 * (S band 16#FFFFFFFF) + ((S band 16#7FFFFFFFFFFFFFF) bsr 32).

mwc59_value32(S) ->
    V = S band 16#FFFFFFFF,
    V bxor ((V band 16#FFFFFF) bsl 8).

mwc59_value(S) ->
    V = S band 16#7FFFFFFFFFFFFFF,
    A = V bxor ((V band 16#7FFFFFFFFFFFFF) bsl 4),
    A bxor ((A band 16#FFFFFFFF) bsl 27).

mwc59_float(S) ->
    V = S band 16#1FFFFFFFFFFFFF,
    A = V bxor ((V band 16#1FFFFFFFFFFFF) bsl 4),
    (A bxor ((A band 16#3FFFFFF) bsl 27)) * ?ULP.

mwc59_seed() ->
    {A, B, C} = some_seed(),
    (hash58(A) bxor hash58(B) bxor hash58(C)) + 1.

mwc59_seed(Seed) when is_integer(Seed), Seed >= 0, Seed =< ?MASK58 -> hash58(Seed) + 1.

hash58(X) ->
    A = X band ?MASK58,
    B = (A bxor (A bsr 29)) * 16#351afd7ed558ccd band ?MASK58,
    C = (B bxor (B bsr 29)) * 16#0ceb9fe1a85ec53 band ?MASK58,
    C bxor (C bsr 29).

%% ---- Seeds ----

%% A list of integers as N words, with zeros behind where it is shorter.
checked_seed(_, [], _, false) -> erlang:error(zero_seed);
checked_seed(0, [_ | _], _, _) -> erlang:error(too_many_seed_integers);
checked_seed(0, [], _, _) -> [];
checked_seed(N, [], Mask, true) -> [0 | checked_seed(N - 1, [], Mask, true)];
checked_seed(N, [S | Seed], Mask, Nonzero) when is_integer(S) ->
    Word = S band Mask,
    [Word | checked_seed(N - 1, Seed, Mask, Nonzero orelse Word =/= 0)];
checked_seed(_, [_ | _], _, _) -> erlang:error(non_integer_seed).

%% N words, none of them zero.
seed58(0, _) -> [];
seed58(N, S) ->
    {V, New} = nonzero58(S),
    [V | seed58(N - 1, New)].

nonzero58(S) ->
    {V, New} = splitmix64_next(S),
    case V band ?MASK58 of
        0 -> nonzero58(New);
        Word -> {Word, New}
    end.

seed64(0, _) -> [];
seed64(N, S) ->
    case splitmix64_next(S) of
        {0, New} -> seed64(N, New);
        {V, New} -> [V | seed64(N - 1, New)]
    end.

splitmix64_next(S) ->
    New = (S + 16#9e3779b97f4a7c15) band ?MASK64,
    A = (New bxor (New bsr 30)) * 16#bf58476d1ce4e5b9 band ?MASK64,
    B = (A bxor (A bsr 27)) * 16#94d049bb133111eb band ?MASK64,
    {(B bxor (B bsr 31)) band ?MASK64, New}.

%% ---- Floats as bits ----

make_float(Sign, Exponent, Digits) ->
    <<Float/float>> = <<Sign:1, Exponent:11, Digits:52>>,
    Float.

float2str(N) ->
    <<Sign:1, Exponent:11, Digits:52>> = <<(float(N))/float>>,
    First = case Exponent of
                0 -> $0;
                _ -> $1
            end,
    lists:flatten(io_lib:format("~c~c.~13.16.0bE~b", [$+ + 2 * Sign, First, Digits, Exponent - 1023])).
