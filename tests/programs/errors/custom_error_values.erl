-module(custom_error_values).
-export([main/0]).

main() ->
    io:format("~p~n", [[validate(U) || U <- [[{name, "Ann"}, {age, 30}], [{name, ""}, {age, 5}], [{name, "Bo"}], [{name, "Bo"}, {age, x}], [], [{name, 1}]]]]).

validate(U) ->
    try
        Name = fetch(name, U), Age = fetch(age, U),
        check(is_list(Name) andalso Name =/= "", {bad_name, Name}),
        check(is_integer(Age), {bad_age, Age}),
        {ok, Name, Age}
    catch
        throw:{missing, K} -> {error, [missing, K]};
        throw:Reason -> {error, Reason}
    end.

fetch(K, L) -> case lists:keyfind(K, 1, L) of {_, V} -> V; false -> throw({missing, K}) end.
check(true, _) -> ok;
check(false, R) -> throw(R).
