using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Reasons;

namespace SlackAgents.Tests.Harnesses;

/// <summary>Every harness × every way to fail: what the recorded failure is called, or why there is none.</summary>
public sealed class HarnessFailureTableTests
{
    private static readonly IReadOnlyList<FailureRow> Rows =
    [
        .. typeof(HarnessFailureTableTests).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IFailureRows).IsAssignableFrom(type))
            .SelectMany(type => ((IFailureRows)Activator.CreateInstance(type)!).Rows),
    ];

    private static IEnumerable<TestCaseData> Recorded => Rows.Where(row => row.Recording is not null)
        .Select(row => new TestCaseData(row.Harness, row.Case).SetArgDisplayNames(row.Harness, row.Case, row.Reason));

    private static IEnumerable<string> Harnesses => Catalog().Names;

    [TestCaseSource(nameof(Recorded))]
    public void A_recorded_failure_has_its_reason(string harness, string failure)
    {
        var row = Rows.Single(candidate => candidate.Harness == harness && candidate.Case == failure);
        var reader = row.Reader!();
        TraceFixtures.Play(reader, row.Recording!);

        var outcome = reader.Conclude(row.ExitCode, outOfMemory: false);

        Assert.That(outcome.Reason.ToString(), Is.EqualTo(row.Reason));
        Assert.That(outcome.Reason, Is.Not.EqualTo(ReasonCode.Completed));
        Assert.That(outcome.Detail, Is.Not.Empty, "people are told nothing");
        Assert.That(outcome.Answer, Is.Empty, "a failure has no final answer");
    }

    [TestCaseSource(nameof(Harnesses))]
    public void Every_harness_answers_for_every_failure(string harness)
    {
        var answered = Rows.Where(row => row.Harness == harness).Select(row => row.Case);

        Assert.That(answered, Is.EquivalentTo(FailureRow.Cases));
    }

    [Test]
    public void What_cannot_happen_is_said_in_a_sentence() =>
        Assert.That(Rows.Where(row => row.Recording is null).Select(row => row.Reason), Is.All.Length.GreaterThan(20));

    private static HarnessCatalog Catalog()
    {
        var services = new ServiceCollection();
        services.Configure<HarnessOptions>(options => options.Amp.Enabled = true);
        services.AddHarnesses();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<HarnessCatalog>();
    }
}
