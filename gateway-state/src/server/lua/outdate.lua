-- KEYS: a generation. The next one is begun.
local time = redis.call('TIME')
redis.call('SET', KEYS[1], string.format('%.0f', time[1] * 1000000 + time[2]), 'NX')
return redis.call('INCR', KEYS[1])
