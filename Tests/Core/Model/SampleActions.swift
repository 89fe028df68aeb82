import CoreFixtures
import Model
import Testing

/// One action of each kind.
enum SampleActions {
    struct Sample: Sendable, CustomTestStringConvertible {
        var action: Action
        var environment: EnvironmentName
        var subject: String

        var testDescription: String { action.verb }
    }

    static let all: [Sample] = [
        Sample(
            action: .buildImage(
                BuildImage(image: "web", version: "1.4.2", step: "base", source: "ami-root", inputs: .of("x"))),
            environment: .devops, subject: "image/web"),
        Sample(
            action: .shareImage(
                ShareImage(
                    image: "web", version: "1.4.2", ami: "ami-1", snapshots: ["snap-1"], accounts: [Shop.testAccount])),
            environment: .devops, subject: "image/web"),
        Sample(
            action: .publishImage(PublishImage(environment: "prd", image: "web", version: "1.4.2", ami: "ami-1")),
            environment: "prd", subject: "image/web"),
        Sample(
            action: .createStack(CreateStack(environment: "sbx-1", stack: Shop.stack())), environment: "sbx-1",
            subject: "stack"),
        Sample(
            action: .launchInstances(
                LaunchInstances(
                    environment: "prd", fleet: "web", count: 2, version: "1.4.2", ami: "ami-1", settings: Shop.launch(),
                    launch: .of("x"))),
            environment: "prd", subject: "fleet/web"),
        Sample(
            action: .startInstances(StartInstances(environment: "prd", fleet: "web", instances: ["i-1"])),
            environment: "prd", subject: "fleet/web"),
        Sample(
            action: .terminateInstances(
                TerminateInstances(environment: "sbx-1", fleet: nil, instances: ["i-1"], reason: .sandboxRemoved)),
            environment: "sbx-1", subject: "sandbox"),
        Sample(
            action: .terminateInstances(
                TerminateInstances(environment: "prd", fleet: "web", instances: ["i-1"], reason: .surplus)),
            environment: "prd", subject: "fleet/web"),
        Sample(
            action: .runCommand(
                RunCommand(environment: "prd", command: "report-disk", digest: .of("x"), instances: ["i-1"])),
            environment: "prd", subject: "command/report-disk"),
        Sample(
            action: .followCommand(
                FollowCommand(
                    environment: "prd", command: "report-disk", digest: .of("x"), sentBy: .of("y"), sentAt: Shop.now,
                    instances: ["i-1"])),
            environment: "prd", subject: "command/report-disk"),
        Sample(
            action: .deleteStack(DeleteStack(environment: "sbx-1", stack: "tend-shop-sbx-1")), environment: "sbx-1",
            subject: "stack"),
        Sample(
            action: .deleteParameters(DeleteParameters(environment: "sbx-1", images: ["web"])), environment: "sbx-1",
            subject: "parameters"),
        Sample(
            action: .placeHold(
                PlaceHold(
                    environment: "prd",
                    hold: Hold(
                        release: 1, content: ReleaseContent(images: [:], fleets: [:], commands: [:]), owner: "ops",
                        reason: "demo", since: Shop.now, until: Shop.now))),
            environment: "prd", subject: "hold"),
        Sample(
            action: .liftHold(LiftHold(environment: "prd", reason: "over")), environment: "prd", subject: "hold"),
    ]
}
