-- Stands before each script of a counter of positions. The hash holds the life of the server it was made in, the epoch (8
-- bytes, drawn when it was made), the number of partitions, and under the number of a partition how many positions were
-- taken. What an earlier life of the server has left may be older than what it had acknowledged: it is made anew.
local function made(counter, life, epoch, partitions)
  if redis.call('HGET', counter, 'life') ~= life then
    redis.call('DEL', counter)
    redis.call('HSET', counter, 'life', life, 'epoch', epoch, 'partitions', partitions)
  end
end

-- Takes the next position of a partition: the epoch and the number of the position, from 1; the epoch alone if there is no
-- such partition.
local function taken(counter, partition)
  local epoch = redis.call('HGET', counter, 'epoch')
  if tonumber(partition) >= tonumber(redis.call('HGET', counter, 'partitions')) then
    return epoch
  end
  return epoch, redis.call('HINCRBY', counter, partition, 1)
end
