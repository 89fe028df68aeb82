import CoreFixtures
import Model
import SimulatedCloud
import Testing

@testable import Commands

@Suite struct RunEndingTests {
    private static func tell(_ walk: DryRun) -> (status: Int32, session: Session) {
        let session = Session()
        return (RunEnding.tell(walk.end, session.surroundings), session)
    }

    @Test("A run that has brought everything to what the files say ends with 0")
    func settled() async throws {
        let (status, session) = Self.tell(try await Walks.changes())
        #expect(status == 0)
        #expect(session.output == "Everything is as the files say; 14 actions.\n")
        #expect(session.errors == "")
    }

    @Test("What is withheld ends with 3, on standard error")
    func withheld() async throws {
        let (status, session) = Self.tell(try await Walks.withheld())
        #expect(status == 3)
        #expect(session.output == "")
        #expect(session.errors == "🏭 prd  something is withheld; 'tend plan' says what and why\n")
    }

    @Test("What is stuck ends with 3 and says where")
    func stuck() async throws {
        let (status, session) = Self.tell(try await Walks.stuck())
        #expect(status == 3)
        #expect(session.errors == "🏭 prd  stuck: command/install-agent: install-agent failed on i-1\n")
    }

    @Test("What can't be read ends with 1, whatever else was done")
    func unreadable() async throws {
        let (status, session) = Self.tell(try await Walks.unreadable())
        #expect(status == 1)
        #expect(session.errors == "🏭 prd  can't be read: prd: AccessDenied on DescribeInstances\n")
    }
}
