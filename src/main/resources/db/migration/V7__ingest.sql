-- sync: makes the epoch a key, so that a claim waits for pages that hold the row for key share, and renewing a lease does not

create unique index stream_epoch on stream (source, scope, epoch);
