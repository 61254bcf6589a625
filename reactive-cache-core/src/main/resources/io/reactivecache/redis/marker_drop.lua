-- drop: 2 row, 3 what it was. Answers 1 if it was so still, and is gone now.
if redis.call('HGET', KEYS[1], ARGV[2]) ~= ARGV[3] then
  return 0
end
return redis.call('HDEL', KEYS[1], ARGV[2])
