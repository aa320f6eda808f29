-- Failures are counted once, in the row of their source. Rate limits and outages of ours, which the row counted too, are taken back.
UPDATE sources SET
  failures = coalesce(state ->> '$.schedule.failures', 0),
  failing_since = state ->> '$.monitor.failingSince',
  state = json_remove(state, '$.schedule.failures', '$.schedule.failingSince', '$.monitor.failures', '$.monitor.failingSince')
WHERE failures > 0 OR state ->> '$.schedule.failures' > 0 OR state ->> '$.monitor.failures' > 0;
