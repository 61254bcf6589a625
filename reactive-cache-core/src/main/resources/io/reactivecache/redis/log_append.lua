-- append: 1 epoch to draw, 2 partitions to have, 3 partition, 4 records to keep about, 5 payload; the keys are the hash and the
-- stream. Answers the epoch and the number of the record, from 1, which is its id in the stream; the epoch alone if the log has
-- no such partition. Ids that only grow by one show every gap. A stream that has come further than the hash knows is not of
-- this epoch: it begins anew.
made(KEYS[1], ARGV[1], ARGV[2])
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if tonumber(ARGV[3]) >= tonumber(redis.call('HGET', KEYS[1], 'partitions')) then
  return {epoch}
end
redis.call('HINCRBY', KEYS[1], ARGV[3], 1)
local number = redis.call('HGET', KEYS[1], ARGV[3])
local function add()
  return redis.pcall('XADD', KEYS[2], 'MAXLEN', '~', ARGV[4], number .. '-0', 'r', ARGV[5])
end
if add().err then
  redis.call('DEL', KEYS[2])
  local refused = add()
  if refused.err then
    return refused
  end
end
return {epoch, number}
