-- close: 1 mark, 2 fence in milliseconds, 3 deadline. Answers 0 if it came too late.
-- A close that runs after its caller gave up could bury a newer tombstone under the mark of an older write.
if now() >= tonumber(ARGV[3]) then
  return 0
end
local kind, head = stored()
local token, flags, fence = string.sub(ARGV[1], 5, 20), string.byte(ARGV[1], 21), tonumber(ARGV[2])
if kind == 'C' then
  local there, another = string.byte(head, 21), string.sub(head, 5, 20) ~= token
  if (another or there % 2 == 1) and flags % 2 == 0 then
    flags = flags + 1
  end
  if another and there >= 2 then
    fence = math.max(fence, redis.call('PTTL', KEYS[1]))
    flags = flags % 2 + 2
  end
end
redis.call('SET', KEYS[1], string.sub(ARGV[1], 1, 20) .. string.char(flags), 'PX', fence)
return 1
