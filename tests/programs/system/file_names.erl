%% The module filename, on many names.
-module(file_names).
-export([main/0]).

main() ->
    Names = ["", "/", "a", "a/", "/a", "a/b", "/a/b", "a//b", "//a", "a/b/", "a.b", "a.b.c", ".a", "a/.b", "a.b/c", "a.",
             "a/b.erl", "/usr/lib/x.so.1", "..", ".", "./a", "../a", "a/../b", ".erl", "a/b//", "...", "a..b", "/.x"],
    Each = [{basename, fun filename:basename/1}, {dirname, fun filename:dirname/1},
            {extension, fun filename:extension/1}, {rootname, fun filename:rootname/1},
            {split, fun filename:split/1}, {pathtype, fun filename:pathtype/1},
            {join, fun(N) -> filename:join([N]) end}, {nativename, fun filename:nativename/1},
            {without_erl, fun(N) -> filename:basename(N, ".erl") end},
            {without_b, fun(N) -> filename:basename(N, "b") end},
            {root_erl, fun(N) -> filename:rootname(N, ".erl") end},
            {safe, fun(N) -> filelib:safe_relative_path(N, "") end},
            {absolute, fun(N) -> filename:absname(N, "/top") end}],
    lists:foreach(fun({What, Fun}) ->
                          [io:format("~p ~p: ~p ~p~n", [What, Name, Fun(Name), both(Fun, Name)]) || Name <- Names]
                  end, Each),
    [io:format("~p ~p: ~p~n", [A, B, filename:join(A, B)]) || A <- lists:sublist(Names, 12), B <- lists:sublist(Names, 12)],
    io:format("~p~n", [filename:join(["a", b, <<"c">>])]),
    io:format("~p~n", [filename:join(["a", "/b", "c"])]),
    io:format("~p~n", [filename:flatten(["a", $b, [c, ["d"]]])]),
    io:format("~p~n", [filename:basename(["a/", b, "/c"])]),
    io:format("~p~n", [[filename:append(A, B) || A <- ["a", <<"a">>], B <- ["b", <<"b">>]]]).

both(Fun, Name) ->
    try Fun(list_to_binary(Name)) catch error:_ -> error end.
