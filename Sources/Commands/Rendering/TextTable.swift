/// Rows of text with aligned columns.
struct TextTable {
    private var rows: [[String]] = []

    /// Adds a row.
    mutating func row(_ cells: String...) { rows.append(cells) }

    /// The rows as lines, columns two spaces apart, the last one as long as it likes.
    func lines(indent: String = "") -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.compactMap { column < $0.count ? displayWidth($0[column]) : nil }.max() ?? 0
        }
        return rows.map { row in
            var line = indent
            for (column, cell) in row.enumerated() {
                line += cell
                guard column < row.count - 1 else { break }
                line += String(repeating: " ", count: widths[column] - displayWidth(cell) + 2)
            }
            return line
        }
    }

    /// Terminals draw the environments' marks two columns wide.
    private func displayWidth(_ text: String) -> Int {
        text.reduce(0) { $0 + (($1.unicodeScalars.first?.value ?? 0) >= 0x1F000 ? 2 : 1) }
    }
}
