-- Stands before each script of a table of markers, which is a hash: 's' its seal; 'c' and a token the mark of a write that is
-- being announced, its time and the marker; 'o', an epoch and a marker a row: of each partition 8 bytes, the offset and one, then
-- the time it was last raised at; 'k' the checkpoint: its epoch and the like. Whoever comes first makes the table, and a mark of
-- everything, with 8 zero bytes and its seal for a token, as nobody knows what a lost table held. 1 seal to have, 8 bytes, and behind it the life the table has to be of,
-- 'g', if it has to be of one: what is left of another life may lack what was acknowledged.
local seal, life = string.sub(ARGV[1], 1, 8), string.sub(ARGV[1], 9)
local kind = redis.call('TYPE', KEYS[1]).ok
if kind ~= 'hash' and kind ~= 'none' or kind == 'hash' and life ~= '' and redis.call('HGET', KEYS[1], 'g') ~= life then
  redis.call('UNLINK', KEYS[1])
end
if redis.call('HSETNX', KEYS[1], 's', seal) == 1 then
  redis.call('HSET', KEYS[1], 'c' .. string.rep('\0', 8) .. seal, string.format('%d RA', now()))
  if life ~= '' then
    redis.call('HSET', KEYS[1], 'g', life)
  end
end

-- Of each partition the later of two offsets.
local function later(some, others)
  local offsets = {}
  for i = 1, #some, 8 do
    local high, low = struct.unpack('>I4I4', some, i)
    local otherHigh, otherLow = struct.unpack('>I4I4', others, i)
    local first = high > otherHigh or high == otherHigh and low >= otherLow
    offsets[#offsets + 1] = string.sub(first and some or others, i, i + 7)
  end
  return table.concat(offsets)
end

-- The offsets, raised to those of a row if it has as many.
local function raised(offsets, row)
  return row and #row == #offsets + 13 and later(offsets, row) or offsets
end
