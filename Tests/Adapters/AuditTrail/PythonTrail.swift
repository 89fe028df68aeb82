/// The trail as anyone can recompute it: Python's standard library and the documentation of `EntryFields`, nothing of tend's.
enum PythonTrail {
    private static let canonical = #"""
        import hashlib, os, sqlite3, sys, threading

        COLUMNS = 'sequence, time_ns, kind, environment, subject, action, pass, "commit", actor, payload, attachment'

        def sha(data): return hashlib.sha256(data).digest()

        def canonical(row):
            out = b"tend.entry.1\n"
            for field in row:
                if field is None: out += b"\x00"
                elif isinstance(field, int): out += b"\x01" + field.to_bytes(8, "big", signed=True)
                else: out += b"\x02" + len(field.encode()).to_bytes(8, "big") + field.encode()
            return out

        def root(leaves):
            if not leaves: return sha(b"")
            if len(leaves) == 1: return leaves[0]
            k = 1
            while k * 2 < len(leaves): k *= 2
            return sha(b"\x01" + root(leaves[:k]) + root(leaves[k:]))

        """#

    /// Prints size, chain hash and Merkle root, or stops at the first entry that doesn't fit.
    static let verify =
        canonical + #"""
            trail = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
            chain, leaves = bytes(32), []
            for row in trail.execute(f"SELECT {COLUMNS}, leaf_hash, chain_hash FROM entry ORDER BY sequence"):
                leaf = sha(b"\x00" + canonical(row[:11]))
                chain = sha(b"\x02" + chain + leaf)
                leaves.append(leaf)
                assert row[0] == len(leaves) and row[11] == leaf and row[12] == chain, row[0]
                if row[10] is not None:
                    content, = trail.execute("SELECT content FROM attachment WHERE digest = ?", row[10:11]).fetchone()
                    assert hashlib.sha256(content.encode()).hexdigest() == row[10], row[0]
            print(len(leaves), chain.hex(), root(leaves).hex())
            """#

    /// Appends entries for ever, naming each on a line once it is committed. With a second argument it kills itself while it
    /// writes after so many; with a third as well it stops after so many and lives.
    static let append =
        canonical + #"""
            killed_after, last = int(sys.argv[2]), int(sys.argv[3])
            trail = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)
            trail.execute("PRAGMA synchronous = FULL")
            go = threading.Event()

            def kill():
                go.wait()
                os.kill(os.getpid(), 9)

            if killed_after: threading.Thread(target=kill, daemon=True).start()
            for count in range(1, last + 1):
                if count == killed_after: go.set()
                trail.execute("BEGIN IMMEDIATE")
                previous = trail.execute("SELECT sequence, chain_hash FROM entry ORDER BY sequence DESC LIMIT 1")
                sequence, chain = previous.fetchone() or (0, bytes(32))
                row = (sequence + 1, 5, "decision", None, "python", None, None, None, "python@test", "{}", None)
                leaf = sha(b"\x00" + canonical(row))
                trail.execute(f"INSERT INTO entry ({COLUMNS}, leaf_hash, chain_hash) VALUES ({','.join('?' * 13)})",
                              row + (leaf, sha(b"\x02" + chain + leaf)))
                trail.execute("COMMIT")
                print(sequence + 1, flush=True)
            """#
}
