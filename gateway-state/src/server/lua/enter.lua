-- KEYS: the request, the index of all by time. ARGV: its id, how long it waits and how long it is kept after that in
-- milliseconds, and its fields. The time is that of this server alone.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local waits, kept = tonumber(ARGV[2]), tonumber(ARGV[3])
redis.call('HSET', KEYS[1], 'state', 'pending', 'asked', string.format('%.0f', now),
  'expires', string.format('%.0f', now + waits), unpack(ARGV, 4))
redis.call('PEXPIRE', KEYS[1], waits + kept)
redis.call('ZADD', KEYS[2], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - waits - kept)
redis.call('PEXPIRE', KEYS[2], waits + kept)
return 0
