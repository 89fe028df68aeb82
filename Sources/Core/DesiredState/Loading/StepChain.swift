import Model

/// Puts the steps of an image in their order. They must form one chain from the root base AMI.
struct StepChain {
    let steps: [StepFolder]
    let log: FindingLog

    /// The steps in order; `nil` when they don't form a chain, which is then said.
    func order() -> [StepFolder]? {
        guard let byID = unique() else { return nil }
        var followers: [String: StepFolder] = [:]
        var first: StepFolder?
        var isWhole = true
        for step in steps {
            if let previous = step.previous {
                guard byID[previous] != nil else {
                    let nearest = Nearest.word(to: previous, among: byID.keys)
                    log.error(.missingPrevious(previous, nearest: nearest), at: step.place(of: "previous_step_id"))
                    isWhole = false
                    continue
                }
                if let other = followers[previous] {
                    fork(step, other, previous)
                    isWhole = false
                } else {
                    followers[previous] = step
                }
            } else if step.file.root["previous_step_id"]?.isNull ?? false {
                if let other = first {
                    fork(step, other, nil)
                    isWhole = false
                } else {
                    first = step
                }
            } else {
                isWhole = false
            }
        }
        return isWhole ? chain(from: first, followers, byID) : nil
    }

    private func unique() -> [String: StepFolder]? {
        var byID: [String: StepFolder] = [:]
        var isWhole = true
        for step in steps {
            guard let id = step.id?.text else {
                isWhole = false
                continue
            }
            if let other = byID[id] {
                log.error(
                    .duplicateStep(id), at: step.place(of: "step_id"),
                    notes: [Finding.Note(place: other.place(of: "step_id"), message: "it is first used here")])
                isWhole = false
            } else {
                byID[id] = step
            }
        }
        return isWhole ? byID : nil
    }

    private func chain(
        from first: StepFolder?, _ followers: [String: StepFolder], _ byID: [String: StepFolder]
    ) -> [StepFolder]? {
        var order: [StepFolder] = []
        var next = first
        while let step = next, order.count < steps.count {
            order.append(step)
            next = step.id.flatMap { followers[$0.text] }
        }
        if order.count == steps.count { return order }
        // Every step has one place in a chain or in a circle, and those of the chain from the root are known.
        for cycle in Cycles.find(byID.mapValues { $0.previous.map { [$0] } ?? [] }) {
            guard let start = cycle.first, let step = byID[start] else { continue }
            log.error(.stepCycle(cycle + [start]), at: step.place(of: "previous_step_id"))
        }
        if first == nil, let step = steps.first {
            log.error(.noFirstStep, at: step.place(of: "previous_step_id"))
        }
        return nil
    }

    private func fork(_ step: StepFolder, _ other: StepFolder, _ previous: String?) {
        log.error(
            .stepFork(step.id?.text ?? "", other: other.id?.text ?? "", previous: previous),
            at: step.place(of: "previous_step_id"),
            notes: [Finding.Note(place: other.place(of: "previous_step_id"), message: "the other one is here")])
    }
}
