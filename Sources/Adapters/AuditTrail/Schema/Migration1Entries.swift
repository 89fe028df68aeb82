extension Migration {
    /// Version 1: the entries, and what is too long to stand in one.
    ///
    /// The triggers are the guard rail against mistakes; against intent there are the hashes. An entry is taken only as the
    /// next one, which also keeps `REPLACE` out for a connection that doesn't set `recursive_triggers`.
    static let entries = Migration(
        version: 1,
        sql: """
            CREATE TABLE attachment (
                digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
                content TEXT NOT NULL
            ) STRICT;

            CREATE TABLE entry (
                sequence INTEGER PRIMARY KEY CHECK (sequence >= 1),
                time_ns INTEGER NOT NULL,
                kind TEXT NOT NULL,
                environment TEXT,
                subject TEXT,
                action TEXT,
                pass TEXT,
                "commit" TEXT,
                actor TEXT NOT NULL,
                payload TEXT NOT NULL CHECK (length(CAST(payload AS BLOB)) <= 65536),
                attachment TEXT REFERENCES attachment (digest),
                leaf_hash BLOB NOT NULL CHECK (length(leaf_hash) = 32),
                chain_hash BLOB NOT NULL CHECK (length(chain_hash) = 32)
            ) STRICT;

            CREATE INDEX entry_by_environment ON entry (environment);
            CREATE INDEX entry_by_kind ON entry (kind, environment);
            CREATE INDEX entry_by_action ON entry (action, kind) WHERE action IS NOT NULL;

            CREATE TRIGGER entry_is_next BEFORE INSERT ON entry
            WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM entry)
            BEGIN
                SELECT RAISE(ABORT, 'the audit trail is append-only: an entry can only be added at the end');
            END;
            CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry
            BEGIN
                SELECT RAISE(ABORT, 'the audit trail is append-only: an entry is never changed');
            END;
            CREATE TRIGGER entry_never_goes BEFORE DELETE ON entry
            BEGIN
                SELECT RAISE(ABORT, 'the audit trail is append-only: an entry is never deleted');
            END;
            CREATE TRIGGER attachment_is_new BEFORE INSERT ON attachment
            WHEN EXISTS (SELECT 1 FROM attachment WHERE digest = NEW.digest)
            BEGIN
                SELECT RAISE(ABORT, 'the audit trail is append-only: an attachment is never replaced');
            END;
            CREATE TRIGGER attachment_never_changes BEFORE UPDATE ON attachment
            BEGIN
                SELECT RAISE(ABORT, 'the audit trail is append-only: an attachment is never changed');
            END;
            CREATE TRIGGER attachment_never_goes BEFORE DELETE ON attachment
            BEGIN
                SELECT RAISE(ABORT, 'the audit trail is append-only: an attachment is never deleted');
            END;
            """)
}
