import Glibc
import SQLite
import Testing

@Suite struct SQLiteExecutorTests {
    private actor Counter: SQLiteActor {
        let executor = SQLiteExecutor(label: "counter")
        private let database: Database

        init() throws {
            database = try Database(path: "memory", mode: .memory)
            try database.execute("CREATE TABLE main.t (a INTEGER) STRICT")
        }

        func add() throws -> Int64 {
            try database.transaction {
                try database.execute("INSERT INTO main.t VALUES (1)")
                return try database.first("SELECT count(*) FROM main.t")?.integer(0) ?? 0
            }
        }

        /// Blocks the actor's thread until the descriptor can be read.
        func block(on descriptor: Int32) {
            var byte: UInt8 = 0
            _ = read(descriptor, &byte, 1)
        }
    }

    @Test("calls from many tasks run one after the other")
    func serial() async throws {
        let counter = try Counter()
        let answers = try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 0..<200 { group.addTask { try await counter.add() } }
            return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
        }
        #expect(answers == Set(1...200))
    }

    @Test("more blocked actors than there are cores leave other tasks running", .timeLimit(.minutes(1)))
    func poolStaysFree() async throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let (read, write) = (ends[0], ends[1])
        let blocked = max(4, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) * 2
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<blocked {
                group.addTask { await (try? Counter())?.block(on: read) }
            }
            // This task can only go on, and so end the waiting, if the pool has a thread left for it.
            group.addTask {
                for _ in 0..<100 { await Task.yield() }
                var bytes = [UInt8](repeating: 1, count: blocked)
                #expect(Glibc.write(write, &bytes, blocked) == blocked)
            }
        }
        close(read)
        close(write)
    }
}
