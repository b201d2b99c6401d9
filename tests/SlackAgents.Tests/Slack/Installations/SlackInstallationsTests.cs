using SlackAgents.Core.Policies;
using SlackAgents.Core.Publishing;
using SlackAgents.Slack.Installations;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Installations;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SlackInstallationsTests : IDisposable
{
    private static readonly string Token = "xoxb" + "-second-workspace";
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, 600, TimeSpan.Zero);

    private readonly FakeSlackApi _slack = new();
    private readonly FakeWorkspaces _host;

    public SlackInstallationsTests() => _host = new FakeWorkspaces(_slack);

    public void Dispose()
    {
        _host.Dispose();
        _slack.Dispose();
    }

    [Test]
    public async Task A_token_is_there_after_a_restart_and_its_words_are_not_in_the_database()
    {
        await PutAsync();
        using var restarted = new FakeWorkspaces(_slack, documents: _host.Documents);

        Assert.That(await restarted.Installations.FindTokenAsync("T2", CancellationToken.None), Is.EqualTo(Token));
        Assert.That(_host.Documents.All.Values, Has.None.Contains(Token).And.None.Contains(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Token))));
        Assert.That(new SecretRedactor(restarted.Secrets, SecretShapes.Redact).Redact($"it is {Token}"), Does.Not.Contain(Token));
    }

    [Test]
    public async Task Another_key_is_an_error_that_names_the_file()
    {
        await PutAsync();
        using var restarted = new FakeWorkspaces(_slack, documents: _host.Documents, key: [.. Enumerable.Repeat((byte)7, 32)]);

        var refused = Assert.ThrowsAsync<TokenSealException>(() => restarted.Installations.OpenAsync(CancellationToken.None));
        Assert.That(refused!.Message, Does.Contain("/data/keys/slack-installations").And.Contain("T2").And.Not.Contain(Token));
    }

    [Test]
    public async Task Half_a_key_is_an_error_that_names_the_file()
    {
        await PutAsync();
        using var restarted = new FakeWorkspaces(_slack, documents: _host.Documents, key: new byte[7]);

        var refused = Assert.ThrowsAsync<TokenSealException>(() => restarted.Installations.OpenAsync(CancellationToken.None));
        Assert.That(refused!.Message, Does.Contain("/data/keys/slack-installations"));
    }

    [Test]
    public void A_token_that_is_moved_to_another_workspace_or_changed_does_not_open()
    {
        var seal = new TokenSeal("key", () => new byte[32]);
        var kept = seal.Seal("T2", Token);
        var changed = kept with { Text = [(byte)(kept.Text[0] ^ 1), .. kept.Text[1..]] };

        Assert.That(seal.Open("T2", kept), Is.EqualTo(Token));
        Assert.That(() => seal.Open("T3", kept), Throws.TypeOf<TokenSealException>());
        Assert.That(() => seal.Open("T2", changed), Throws.TypeOf<TokenSealException>());
        Assert.That(() => seal.Open("T2", kept with { Nonce = [] }), Throws.TypeOf<TokenSealException>());
        Assert.That(seal.Seal("T2", Token).Text, Is.Not.EqualTo(kept.Text));
    }

    [Test]
    public async Task An_end_forgets_the_token_for_good()
    {
        await PutAsync();
        var ended = await _host.Installations.EndAsync("T2", At.AddHours(1), CancellationToken.None);
        using var restarted = new FakeWorkspaces(_slack, documents: _host.Documents);

        Assert.That(ended, Is.True);
        Assert.That(await restarted.Installations.FindTokenAsync("T2", CancellationToken.None), Is.Null);
        Assert.That(await restarted.Installations.HasEndedAsync("T2", CancellationToken.None), Is.True);
        Assert.That(_host.Documents.All["slack-installations/T2"], Does.Not.Contain("nonce"));
    }

    [Test]
    public async Task The_late_news_of_an_end_does_not_touch_the_installation_that_came_after_it()
    {
        await PutAsync();
        var ended = await _host.Installations.EndAsync("T2", At.AddMinutes(-5), CancellationToken.None);

        Assert.That(ended, Is.False);
        Assert.That(await _host.Installations.FindTokenAsync("T2", CancellationToken.None), Is.EqualTo(Token));
    }

    [Test]
    public async Task A_workspace_that_comes_back_is_served_again()
    {
        await PutAsync();
        await _host.Installations.EndAsync("T2", At.AddHours(1), CancellationToken.None);
        await _host.Installations.PutAsync(new Installation { Team = "T2", InstalledAt = At.AddHours(2) }, Token + "-new", CancellationToken.None);

        Assert.That(await _host.Installations.FindTokenAsync("T2", CancellationToken.None), Is.EqualTo(Token + "-new"));
        Assert.That(await _host.Installations.HasEndedAsync("T2", CancellationToken.None), Is.False);
    }

    private Task<bool> PutAsync() => _host.Installations.PutAsync(new Installation { Team = "T2", TeamName = "Umbrella", InstalledAt = At }, Token, CancellationToken.None);
}
