using Microsoft.Extensions.Configuration;
using SlackAgents.Core.Policies;

namespace SlackAgents.Tests.Policies;

internal sealed class AccessOptionsValidatorTests
{
    [TestCase("Rules:0:Start:0=members", "Access:Rules:0:Start: 'members' is neither")]
    [TestCase("Rules:0:Start:0=requester", "Access:Rules:0:Start: 'requester' is who started")]
    [TestCase("Rules:0:Configure:0=writer", "Access:Rules:0:Configure: 'writer' is about a repository")]
    [TestCase("Rules:0:Steer:0=external", "Access:AllowExternalChannels")]
    [TestCase("Rules:0:Channels:0=general Rules:0:Start:0=member", "Access:Rules:0:Channels: 'general' is not a channel id")]
    [TestCase("Rules:0:Repositories:0=acme Rules:0:Start:0=member", "Access:Rules:0:Repositories: 'acme' is neither owner/name nor owner/*")]
    [TestCase("Rules:0:Name=empty", "Access:Rules:0 says nothing")]
    [TestCase("Repositories:C0GENERAL:0=acme/*/x", "Access:Repositories:C0GENERAL: 'acme/*/x'")]
    [TestCase("Repositories:general:0=acme/x", "Access:Repositories:general: 'general' is not a channel id")]
    public void What_cannot_be_meant_is_named_with_its_key(string settings, string error) =>
        Assert.That(ErrorsOf(settings), Has.Exactly(1).Contains(error));

    [Test]
    public void All_errors_come_at_once() =>
        Assert.That(ErrorsOf("Rules:0:Start:0=members Rules:0:Control:0=owner Rules:1:Channels:0=x"), Has.Count.EqualTo(4));

    [TestCase("")]
    [TestCase("AllowExternalChannels=true Rules:0:Channels:0=direct Rules:0:Repositories:0=acme/* Rules:0:Start:0=member Rules:0:Start:1=U0ADA Rules:0:Steer:0=external Rules:0:Approve:0=T0OTHER/U0EVE")]
    [TestCase("Repositories:C0GENERAL:0=acme/* Repositories:direct:0=acme/widgets.net")]
    public void What_can_be_meant_is_taken(string settings) => Assert.That(ErrorsOf(settings), Is.Empty);

    private static IReadOnlyList<string> ErrorsOf(string settings)
    {
        var values = settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], string? (pair) => pair[1], StringComparer.Ordinal);
        var options = new AccessOptions();
        new ConfigurationBuilder().AddInMemoryCollection(values).Build().Bind(options);
        return [.. new AccessOptionsValidator().Validate(null, options).Failures ?? []];
    }
}
