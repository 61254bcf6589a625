-- store: 1 token, 2 tombstone, 3 fence in milliseconds, 4 value, 5 deadline, 6 expiry. Answers 1 if the value was stored.
-- A value that has expired reads as the tombstone of its stamp, so it stays until the fence is over.
local kind, head = stored()
if not yields(kind, head, ARGV[2], ARGV[1]) then
  return 0
end
local time, contended = now(), kind == 'C' and string.byte(head, 21) ~= 0
if contended or time >= tonumber(ARGV[5]) or time >= tonumber(ARGV[6]) then
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
  return 0
end
redis.call('SET', KEYS[1], ARGV[4], 'PXAT', math.max(tonumber(ARGV[6]), time + tonumber(ARGV[3])))
return 1
