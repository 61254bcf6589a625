-- publish: 1 life of the server, 2 epoch to draw, 3 partitions to have, 4 partition, 5 channel, 6 payload. Takes a position and
-- publishes the record at it, in one step, so that no record overtakes another. The message is that of LossyFormat. Answers
-- what was taken.
local function octets(hex)
  return (string.gsub(hex, '..', function(pair) return string.char(tonumber(pair, 16)) end))
end

made(KEYS[1], ARGV[1], ARGV[2], ARGV[3])
local epoch, number = taken(KEYS[1], ARGV[4])
if number then
  local message = 'RL\1R' .. epoch .. struct.pack('>I4I8', ARGV[4], number - 1) .. ARGV[6]
  redis.call('PUBLISH', ARGV[5], message .. octets(string.sub(redis.sha1hex(message), 1, 16)))
end
return {epoch, number}
