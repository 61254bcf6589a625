-- open: 1 token, 2 tombstone, 3 fence in milliseconds. Answers 1 if the tombstone was set.
local kind, head = stored()
if not yields(kind, head, ARGV[2], ARGV[1]) then
  return 0
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1
