-- checkpoint: 2 seal of the table that was told, 3 epoch, 4 offsets. Answers 0 if this is another table.
if redis.call('HGET', KEYS[1], 's') ~= ARGV[2] then
  return 0
end
local known, offsets = redis.call('HGET', KEYS[1], 'k'), ARGV[4]
if known and string.sub(known, 1, 8) == ARGV[3] and #known == 8 + #offsets then
  offsets = later(offsets, string.sub(known, 9))
end
redis.call('HSET', KEYS[1], 'k', ARGV[3] .. offsets)
return 1
