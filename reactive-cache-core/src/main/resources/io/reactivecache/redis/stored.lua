-- Stands before each script. Formats and offsets are those of EntryFormat; Lua counts bytes from 1.
-- A stamp is compared by its two halves: a number of Lua holds 53 bits, and an offset has 64.

-- What is under the key: 'V', 'C' or 'T' and its first bytes, of a value as many as the shortest has; '' if there is nothing
-- or something foreign.
local function stored()
  if redis.call('TYPE', KEYS[1]).ok ~= 'string' then
    return ''
  end
  local head = redis.call('GETRANGE', KEYS[1], 0, 69)
  local kind, size = string.sub(head, 4, 4), #head
  if string.sub(head, 1, 3) == 'RC\1'
    and (kind == 'V' and size == 70 or kind == 'C' and size == 21 or kind == 'T' and size == 20) then
    return kind, head
  end
  return ''
end

-- True if both carry a position of the same epoch.
local function comparable(one, other)
  return string.sub(one, 5, 12) == string.sub(other, 5, 12)
end

-- True if the offset of one is less than that of the other.
local function before(one, other)
  local high, low = struct.unpack('>i4I4', one, 13)
  local otherHigh, otherLow = struct.unpack('>i4I4', other, 13)
  return high < otherHigh or high == otherHigh and low < otherLow
end

-- True if a write whose tombstone this is may replace what is there: all but another write's mark, one that is held, and what is
-- not older.
local function yields(kind, head, tombstone, token)
  if kind == 'C' then
    return string.sub(head, 5, 20) == token and string.byte(head, 21) < 2
  end
  return kind == '' or not comparable(head, tombstone) or before(head, tombstone)
end

-- The time of this server in milliseconds.
local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
