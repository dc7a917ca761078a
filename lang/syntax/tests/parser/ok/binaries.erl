f() ->
    <<>>,
    <<1, 2:8, X:Size/integer, "abc"/utf8, -1:4, (a + b):(c * d)/little-signed-unit:8, Rest/binary>>,
    << <<X>> || <<X>> <= B, X > 1 >>,
    << (f(X)) || X <- L, <<Y:4>> <= <<1>> >>,
    <<+1, bnot 2>>,
    [X || <<X:4>> <= B].
