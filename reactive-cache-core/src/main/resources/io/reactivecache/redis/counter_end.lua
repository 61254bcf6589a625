-- end: 1 life of the server, 2 epoch to draw, 3 partitions to have. Answers the epoch, and of each partition how many
-- positions were taken.
made(KEYS[1], ARGV[1], ARGV[2], ARGV[3])
local answer = {redis.call('HGET', KEYS[1], 'epoch')}
for partition = 0, tonumber(redis.call('HGET', KEYS[1], 'partitions')) - 1 do
  answer[partition + 2] = tonumber(redis.call('HGET', KEYS[1], tostring(partition)) or 0)
end
return answer
