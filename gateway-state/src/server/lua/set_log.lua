-- KEYS: the session. ARGV: what its client wants logged. A session that is not there is not made.
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'log', ARGV[1]) end
return 0
