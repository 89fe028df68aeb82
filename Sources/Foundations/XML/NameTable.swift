/// The names of elements, each made a `String` once.
///
/// libxml2 keeps every name of a document once, so its address says which name it is. Looking an address up costs a
/// tenth of making a string, and a page of a thousand instances has a hundred thousand elements with eighty names.
struct NameTable {
    private(set) var names: [String] = []
    private var slots: [Slot] = Array(repeating: Slot(address: 0, index: 0), count: 256)

    private struct Slot {
        var address: UInt
        var index: Int
    }

    /// The index in `names` of the name at an address.
    mutating func index(of name: UnsafePointer<UInt8>) -> Int {
        let address = UInt(bitPattern: name)
        var slot = Self.home(address, slots.count)
        while slots[slot].address != 0 {
            if slots[slot].address == address { return slots[slot].index }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Slot(address: address, index: names.count)
        names.append(String(cString: name))
        if names.count * 2 > slots.count { grow() }
        return names.count - 1
    }

    private mutating func grow() {
        let full = slots
        slots = Array(repeating: Slot(address: 0, index: 0), count: full.count * 2)
        for entry in full where entry.address != 0 {
            var slot = Self.home(entry.address, slots.count)
            while slots[slot].address != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = entry
        }
    }

    /// Spreads addresses, which stand a few bytes apart, over a power of two.
    private static func home(_ address: UInt, _ count: Int) -> Int {
        Int(truncatingIfNeeded: (address &* 0x9E37_79B9_7F4A_7C15) >> 40) & (count - 1)
    }
}
