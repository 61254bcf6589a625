-- close: 2 token, 3 marker, 4 rows to tell apart, 5 deadline. Answers 0 if it came too late: its writer has gone on without.
if now() >= tonumber(ARGV[5]) then
  return 0
end
local marker = redis.call('HLEN', KEYS[1]) > tonumber(ARGV[4]) and 'RA' or ARGV[3]
redis.call('HSET', KEYS[1], 'c' .. ARGV[2], string.format('%d ', now()) .. marker)
return 1
