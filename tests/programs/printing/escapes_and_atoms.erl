-module(escapes_and_atoms).
-export([main/0]).

main() ->
    io:format("~p~n", [['a', 'A', 'a b', 'it\'s', 'new\nline', '', 'é', 'É', 'a@b', '1a', '_x', 'if', 'when', 'maybe', 'a.b', 'x-y', 'back\\slash']]),
    io:format("~w~n", [['a', 'A', 'a b', 'it\'s', 'new\nline', '', 'é', 'andalso', 'div']]),
    io:format("~p ~w ~s~n", ['Quoted atom', 'Quoted atom', 'Quoted atom']),
    io:format("~p~n", [[$a, "a", [97], [97, 0], [8], [27], [127], [128], [160], [255], [256]]]),
    io:format("~tp ~ts~n", [[256, 8364], [256, 8364]]),
    io:format("~p~n", ["\x{e9}t\x{e9}"]),
    io:format("~tp ~tw~n", ['\x{263a}', '\x{263a}']).
