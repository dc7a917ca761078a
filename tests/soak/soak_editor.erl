%% Saves modules again and again, in the ways that editors have, and looks whether they are loaded and processes go over.
-module(soak_editor).
-export([start/0]).

%% Milliseconds between saves, beside the drivers' pause.
-define(PAUSE, 400).
-define(PATIENCE, 60000).

start() ->
    Modules = [soak_server, soak_shape, soak_drivers],
    Texts = maps:from_list([{M, element(2, {ok, _} = file:read_file(path(M)))} || M <- Modules]),
    edit(1, Texts).

edit(N, Texts) ->
    step(N, Texts),
    soak:tick(editor),
    timer:sleep(?PAUSE + soak:pause()),
    case soak:is_over() of
        true -> ok;
        false -> edit(N + 1, Texts)
    end.

step(N, Texts) when N rem 12 =:= 3 ->
    Before = soak_server:version(),
    save(path(soak_server), "-module(soak_server).\nversion() -> \n", N),
    timer:sleep(200),
    same(N, Before, soak_server:version()),
    renew(soak_server, N, Texts);
step(N, Texts) when N rem 12 =:= 7 ->
    swap:rollback(soak_server),
    timer:sleep(50),
    renew(soak_server, N, Texts);
step(N, Texts) when N rem 4 =:= 0 ->
    [save(path(M), text(M, N, Texts), N) || M <- [soak_shape, soak_server]],
    [loaded(M, N) || M <- [soak_shape, soak_server]],
    moved(N);
step(N, Texts) when N rem 9 =:= 1 -> renew(soak_drivers, N, Texts);
step(N, Texts) when N rem 2 =:= 0 -> renew(soak_shape, N, Texts);
step(N, Texts) -> renew(soak_server, N, Texts), moved(N).

renew(Module, N, Texts) ->
    save(path(Module), text(Module, N, Texts), N),
    loaded(Module, N).

path(Module) -> filename:join(soak:folder(), atom_to_list(Module) ++ ".erl").

text(Module, N, Texts) ->
    re:replace(maps:get(Module, Texts), "VERSION, 0\\)", ["VERSION, ", integer_to_list(N), ")"]).

%% In place, or by renaming.
save(Path, Text, N) when N rem 3 =:= 0 ->
    New = Path ++ ".new",
    ok = file:write_file(New, Text),
    ok = file:rename(New, Path),
    soak:tick(saves);
save(Path, Text, _) ->
    ok = file:write_file(Path, Text),
    soak:tick(saves).

loaded(Module, N) -> loaded(Module, N, ?PATIENCE).

loaded(Module, N, Left) ->
    case Module:version() of
        N -> ok;
        _ when Left > 0 -> timer:sleep(5), loaded(Module, N, Left - 5);
        Other -> soak:wrong(editor, {Module, N, not_loaded, Other})
    end.

same(_, V, V) -> ok;
same(N, V, W) -> soak:wrong(editor, {broken_text_loaded, N, V, W}).

%% Each server answers, and with its second answer from the new version.
moved(N) ->
    [begin
         [Ref1, Ref2] = [make_ref(), make_ref()],
         S ! {version, self(), Ref1},
         S ! {version, self(), Ref2},
         receive {Ref1, _} -> ok after ?PATIENCE -> soak:wrong(editor, {N, S, no_answer}) end,
         receive
             {Ref2, N} -> ok;
             {Ref2, Other} -> soak:wrong(editor, {N, S, still, Other})
         after ?PATIENCE -> soak:wrong(editor, {N, S, no_answer})
         end
     end || S <- tuple_to_list(soak:servers())],
    receive Left -> soak:wrong(editor, {left, Left}) after 0 -> ok end.
