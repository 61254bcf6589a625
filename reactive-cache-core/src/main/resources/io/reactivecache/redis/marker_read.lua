-- read: answers the time, then the fields and what is in them.
local answer = redis.call('HGETALL', KEYS[1])
table.insert(answer, 1, string.format('%d', now()))
return answer
