-- acquire: 1 token, 2 time in milliseconds, 3 deadline; the lease is the second key. Answers 1 if the token has the lease,
-- and the value. One that comes after its caller gave up takes no lease, which nobody would use.
local holder = redis.call('TYPE', KEYS[2]).ok == 'string' and redis.call('GET', KEYS[2])
local leased = now() < tonumber(ARGV[3]) and (not holder or holder == ARGV[1])
if leased then
  redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
end
local value = redis.call('TYPE', KEYS[1]).ok == 'string' and redis.call('GET', KEYS[1])
return {leased and 1 or 0, value}
