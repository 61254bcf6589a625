-- Stands before each script of the log. The hash holds the number of partitions, the epoch (drawn when the hash was made, so
-- that a log made anew is another one), and under the number of a partition how many records it has had.
local function made(log, epoch, partitions)
  if redis.call('HSETNX', log, 'epoch', epoch) == 1 then
    redis.call('HSET', log, 'partitions', partitions)
  end
end
