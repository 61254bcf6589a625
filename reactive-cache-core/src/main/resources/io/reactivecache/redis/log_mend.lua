-- mend: 1 partition; the keys are the hash and the stream. Deletes a stream that has come further than the hash knows: what
-- somebody else put there would stand in the way of every record.
local newest = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)[1]
local last = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
if newest and tonumber(string.match(newest[1], '^%d+')) > last then
  redis.call('DEL', KEYS[2])
  return 1
end
return 0
