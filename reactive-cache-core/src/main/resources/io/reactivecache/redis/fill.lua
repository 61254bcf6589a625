-- fill: 1 value, 2 deadline, 3 expiry (both in milliseconds of this server). Answers 1 if the value was stored.
local value, time = ARGV[1], now()
if time >= tonumber(ARGV[2]) or time >= tonumber(ARGV[3]) then
  return 0
end
local kind, head = stored()
if kind == 'C' then
  return 0
end
if kind == 'T' and (not comparable(head, value) or before(value, head)) then
  return 0
end
if kind == 'V' and comparable(head, value) and before(value, head) then
  return 0
end
redis.call('SET', KEYS[1], value, 'PXAT', ARGV[3])
return 1
