-module(fizzbuzz).
-export([main/0]).

main() ->
    [io:format("~s ", [fizz(N)]) || N <- lists:seq(1, 30)],
    io:nl().

fizz(N) when N rem 15 == 0 -> "FizzBuzz";
fizz(N) when N rem 3 == 0 -> "Fizz";
fizz(N) when N rem 5 == 0 -> "Buzz";
fizz(N) -> integer_to_list(N).
