-file("other.yrl", 100).
{?FILE, ?LINE}.
-file("third" ".x", 7).

{?FILE, ?LINE}.
