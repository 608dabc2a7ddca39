using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>The feed's tables. Times are milliseconds since 1970 UTC, bodies JSON as the API shows it.</summary>
internal static class FeedSchema
{
    public static readonly Schema Schema = new(
        "feed",
        """
        CREATE TABLE counter (id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL) STRICT;
        INSERT INTO counter VALUES (1, 0);

        CREATE TABLE process (id INTEGER PRIMARY KEY CHECK (id = 1), start INTEGER NOT NULL) STRICT;
        INSERT INTO process VALUES (1, 0);

        -- What was published; appended is when it got its revision, which is what its age counts from.
        CREATE TABLE feed (
            revision INTEGER PRIMARY KEY, appended INTEGER NOT NULL, time INTEGER NOT NULL, type TEXT NOT NULL, cluster TEXT NOT NULL,
            call TEXT, participant TEXT, call_bridge TEXT, body TEXT NOT NULL) STRICT;

        -- The fold of all that was ever published. kind: 0 a call, scope its id; 1 a participant, scope its call's id, item its own;
        -- 2 a Call Bridge, scope its cluster, item its name.
        CREATE TABLE live (
            kind INTEGER NOT NULL, scope TEXT NOT NULL, item TEXT NOT NULL, time INTEGER NOT NULL, persistence_id TEXT, body TEXT NOT NULL,
            PRIMARY KEY (kind, scope, item)) STRICT;

        -- How far the feed has come with each aggregate. ended: 0 it lives; 1 it knows nothing any more; 2 its snapshots are deleted,
        -- since cleaned.
        CREATE TABLE progress (
            persistence_id TEXT PRIMARY KEY, sequence INTEGER NOT NULL, ended INTEGER NOT NULL, cleaned INTEGER NOT NULL DEFAULT 0)
            STRICT, WITHOUT ROWID;
        CREATE INDEX progress_ended ON progress (ended, cleaned) WHERE ended > 0;

        -- Names and URIs are in upper case: the API searches in them whatever the case, which no index could serve.
        CREATE TABLE history_calls (
            revision INTEGER PRIMARY KEY, call TEXT NOT NULL, cluster TEXT NOT NULL, correlator TEXT, name TEXT NOT NULL,
            started INTEGER NOT NULL, ended INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
        CREATE INDEX history_calls_ended ON history_calls (ended);
        CREATE INDEX history_calls_cluster ON history_calls (cluster, ended);
        CREATE INDEX history_calls_call ON history_calls (call);
        CREATE INDEX history_calls_correlator ON history_calls (correlator, ended);

        CREATE TABLE history_participants (
            revision INTEGER PRIMARY KEY, call TEXT NOT NULL, participant TEXT NOT NULL, cluster TEXT NOT NULL, name TEXT NOT NULL,
            uri TEXT NOT NULL, joined INTEGER NOT NULL, "left" INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
        CREATE INDEX history_participants_left ON history_participants ("left");
        CREATE INDEX history_participants_cluster ON history_participants (cluster, "left");
        CREATE INDEX history_participants_call ON history_participants (call, "left");
        CREATE INDEX history_participants_participant ON history_participants (participant, "left");
        """,
        """
        -- The Call Bridges that carry the object before the change or after it, as a JSON array; null where an older version wrote the row.
        ALTER TABLE feed ADD COLUMN bridges TEXT;

        -- A call's own history. body is the line as the API shows it.
        CREATE TABLE timeline (revision INTEGER PRIMARY KEY, call TEXT NOT NULL, time INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
        CREATE INDEX timeline_call ON timeline (call, revision);
        CREATE INDEX timeline_time ON timeline (time);
        """,
        """
        -- How often a cluster was taken over. What its owner of an earlier term appends is dropped.
        CREATE TABLE owner (cluster TEXT PRIMARY KEY, term INTEGER NOT NULL) STRICT;
        """,
        """
        -- span: 0 it lasted up to an hour, 1 up to a day, 2 longer, or an older version did not say (HistorySql).
        ALTER TABLE history_calls ADD COLUMN span INTEGER NOT NULL DEFAULT 2;
        ALTER TABLE history_calls ADD COLUMN call_type TEXT;
        ALTER TABLE history_calls ADD COLUMN recording TEXT;
        ALTER TABLE history_calls ADD COLUMN streaming TEXT;
        ALTER TABLE history_calls ADD COLUMN lock_state TEXT;
        ALTER TABLE history_calls ADD COLUMN freshness TEXT;
        ALTER TABLE history_calls ADD COLUMN degraded TEXT;
        CREATE INDEX history_calls_span ON history_calls (span, ended, revision);
        CREATE INDEX history_calls_started ON history_calls (started, call);
        CREATE INDEX history_calls_name ON history_calls (name, call);

        ALTER TABLE history_participants ADD COLUMN span INTEGER NOT NULL DEFAULT 2;
        ALTER TABLE history_participants ADD COLUMN correlator TEXT;
        UPDATE history_participants SET correlator = (SELECT max(c.correlator) FROM history_calls c WHERE c.call = history_participants.call);
        CREATE INDEX history_participants_span ON history_participants (span, "left", revision);
        CREATE INDEX history_participants_correlator ON history_participants (correlator, "left");
        """);
}
