using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake.Home;

/// <summary>A person's settings in words, with what counts in direct messages where they are open.</summary>
internal sealed class HomeSettings(SettingsBook book, SettingWords words)
{
    public async Task<IReadOnlyList<Fact>> DescribeAsync(PersonId person, CancellationToken cancellationToken) =>
        words.Facts(await book.GetPersonAsync(person, cancellationToken), book.GetConfigured(person.User));
}
