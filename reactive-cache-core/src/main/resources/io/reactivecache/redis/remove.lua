-- remove: 1 tombstone of the position. Answers 1 if there was a value before it, of its epoch, which is gone now.
local kind, head = stored()
if kind ~= 'V' or not comparable(head, ARGV[1]) or not before(head, ARGV[1]) then
  return 0
end
return redis.call('UNLINK', KEYS[1])
