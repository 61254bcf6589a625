-- end: 1 epoch to draw, 2 partitions to have. Answers the epoch, and of each partition how many records it has had.
made(KEYS[1], ARGV[1], ARGV[2])
local answer = {redis.call('HGET', KEYS[1], 'epoch')}
for partition = 0, tonumber(redis.call('HGET', KEYS[1], 'partitions')) - 1 do
  answer[partition + 2] = redis.call('HGET', KEYS[1], tostring(partition)) or '0'
end
return answer
