-- remove: 1 tombstone of the position, 2 for how many milliseconds the tombstone of the value stays, 0 to leave nothing.
-- Answers 1 if there was a value before the position, of its epoch, which is gone now. One that has expired is a tombstone already.
local kind, head = stored()
if kind ~= 'V' or not comparable(head, ARGV[1]) or not before(head, ARGV[1]) then
  return 0
end
local created, ttl = struct.unpack('>I8I8', head, 25)
if now() >= created + ttl then
  return 0
end
if tonumber(ARGV[2]) == 0 then
  return redis.call('UNLINK', KEYS[1])
end
redis.call('SET', KEYS[1], 'RC\1T' .. string.sub(head, 5, 20), 'PX', ARGV[2])
return 1
