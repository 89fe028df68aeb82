import CMicroHTTPD
import Synchronization

/// A body that arrives in pieces. While the next piece is awaited the connection is parked, so one piece at most is
/// held.
final class StreamedBody: Sendable {
    private let source: PieceSource
    private let declaredLength: Int?
    private let connection: ConnectionHandle
    private let daemon: ServerDaemon
    private let state = Mutex(State())

    private struct State {
        var piece: ArraySlice<UInt8> = []
        var isOver = false
    }

    init(_ pieces: AsyncStream<[UInt8]>, declaredLength: Int?, connection: ConnectionHandle, daemon: ServerDaemon) {
        source = PieceSource(pieces)
        self.declaredLength = declaredLength
        self.connection = connection
        self.daemon = daemon
    }

    /// The number of bytes put into `buffer`, 0 when the connection was parked, or one of libmicrohttpd's ends.
    fileprivate func read(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let (bytes, isOver) = state.withLock { state in
            let bytes = state.piece.prefix(buffer.count)
            state.piece = state.piece.dropFirst(bytes.count)
            return (bytes, state.isOver)
        }
        if !bytes.isEmpty {
            _ = buffer.update(fromContentsOf: bytes)
            return bytes.count
        }
        if isOver { return declaredLength == nil ? tend_mhd_end_of_stream() : tend_mhd_end_with_error() }
        let isParked = daemon.park(connection) { [self] in
            let next = await source.next()
            state.withLock { state in
                state.piece = next.map { $0[...] } ?? []
                state.isOver = next == nil
            }
        }
        return isParked ? 0 : tend_mhd_end_with_error()
    }
}

/// The iterator of a stream. `StreamedBody` asks for a piece only after the one before was there, hence Sendable.
private final class PieceSource: @unchecked Sendable {
    private var iterator: AsyncStream<[UInt8]>.Iterator

    init(_ pieces: AsyncStream<[UInt8]>) {
        iterator = pieces.makeAsyncIterator()
    }

    func next() async -> [UInt8]? {
        await iterator.next(isolation: nil)
    }
}

/// libmicrohttpd: MHD_ContentReaderCallback.
func serverReadBody(
    _ context: UnsafeMutableRawPointer?, _: UInt64, _ buffer: UnsafeMutablePointer<CChar>?, _ capacity: Int
) -> Int {
    guard let context, let buffer else { return tend_mhd_end_with_error() }
    let body = Unmanaged<StreamedBody>.fromOpaque(context).takeUnretainedValue()
    return buffer.withMemoryRebound(to: UInt8.self, capacity: capacity) {
        body.read(into: UnsafeMutableBufferPointer(start: $0, count: capacity))
    }
}

/// libmicrohttpd: MHD_ContentReaderFreeCallback.
func serverReleaseBody(_ context: UnsafeMutableRawPointer?) {
    if let context { Unmanaged<StreamedBody>.fromOpaque(context).release() }
}
