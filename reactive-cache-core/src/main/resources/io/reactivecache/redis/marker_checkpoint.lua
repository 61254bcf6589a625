-- checkpoint: 2 epoch, 3 offsets
local known, offsets = redis.call('HGET', KEYS[1], 'k'), ARGV[3]
if known and string.sub(known, 1, 8) == ARGV[2] and #known == 8 + #offsets then
  offsets = later(offsets, string.sub(known, 9))
end
redis.call('HSET', KEYS[1], 'k', ARGV[2] .. offsets)
return 1
