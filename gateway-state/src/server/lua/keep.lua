-- KEYS: the generation of a server's answers, that of all, the index by time of expiry, the size of all.
-- ARGV: how answers begin, the generation of this one, the digest of its question, its lifetime in milliseconds, the most
-- bytes of all, the answer. What stands in the index is `<size>:<key>`.
local now = redis.call('GET', KEYS[1])
local all = redis.call('GET', KEYS[2])
if not now or not all or now .. '.' .. all ~= ARGV[2] then return 0 end
local time = redis.call('TIME')
local millis = time[1] * 1000 + math.floor(time[2] / 1000)
local function drop(members)
  for _, member in ipairs(members) do
    local size, key = string.match(member, '^(%d+):(.*)$')
    redis.call('ZREM', KEYS[3], member)
    redis.call('DEL', key)
    redis.call('DECRBY', KEYS[4], size)
  end
  return #members
end
drop(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', millis, 'LIMIT', 0, 100))
local key = ARGV[1] .. ARGV[2] .. ':' .. ARGV[3]
local size = #ARGV[6] + #key
local most = tonumber(ARGV[5])
if size > most or redis.call('EXISTS', key) == 1 then return 0 end
while tonumber(redis.call('GET', KEYS[4]) or 0) + size > most do
  if drop(redis.call('ZRANGE', KEYS[3], 0, 9)) == 0 then redis.call('SET', KEYS[4], 0) end
end
redis.call('SET', key, ARGV[6], 'PX', ARGV[4])
if redis.call('ZADD', KEYS[3], millis + ARGV[4], size .. ':' .. key) == 1 then
  redis.call('INCRBY', KEYS[4], size)
end
return 1
