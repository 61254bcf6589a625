-- close: 1 mark, 2 the same mark contended, 3 fence in milliseconds, 4 deadline. Answers 0 if it came too late.
-- A close that runs after its caller gave up could bury a newer tombstone under the mark of an older write.
if now() >= tonumber(ARGV[4]) then
  return 0
end
local kind, head = stored()
local contended = kind == 'C'
  and (string.sub(head, 5, 20) ~= string.sub(ARGV[1], 5, 20) or string.sub(head, 21, 21) ~= '\0')
redis.call('SET', KEYS[1], contended and ARGV[2] or ARGV[1], 'PX', ARGV[3])
return 1
