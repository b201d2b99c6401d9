using SlackAgents.Core.Harnesses;

namespace SlackAgents.Core.Intake;

internal sealed record HarnessChoice(IHarness Harness, string Model);
