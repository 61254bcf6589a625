-- open: 2 token, 3 marker, 4 epoch, 5 offsets, 6 rows to tell apart. Rows that are too many become the one of everything.
local mark = redis.call('HGET', KEYS[1], 'c' .. ARGV[2])
local marker = mark and string.match(mark, '^%d+ (.*)$') or ARGV[3]
local rows, offsets = 'o' .. ARGV[4], ARGV[5]
redis.call('HDEL', KEYS[1], 'c' .. ARGV[2])
if marker == 'RA' and redis.call('HLEN', KEYS[1]) > tonumber(ARGV[6]) then
  for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
    if string.sub(field, 1, 9) == rows then
      offsets = raised(offsets, redis.call('HGET', KEYS[1], field))
      redis.call('HDEL', KEYS[1], field)
    end
  end
end
offsets = raised(offsets, redis.call('HGET', KEYS[1], rows .. marker))
redis.call('HSET', KEYS[1], rows .. marker, offsets .. string.format('%013d', now()))
return 1
