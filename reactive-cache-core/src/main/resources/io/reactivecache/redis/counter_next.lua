-- next: 1 life of the server, 2 epoch to draw, 3 partitions to have, 4 partition. Answers what was taken.
made(KEYS[1], ARGV[1], ARGV[2], ARGV[3])
return {taken(KEYS[1], ARGV[4])}
