using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Host.Composition;
using SlackAgents.Host.Configuration;

namespace SlackAgents.Tests.Host;

internal sealed class ConfigurationGateTests
{
    [Test]
    public void All_errors_of_all_sections_come_at_once_and_each_names_its_key()
    {
        var errors = ErrorsOf(
            ("Web:ListenUrl", "ftp://nowhere"),
            ("Web:PublicUrl", "not an address"),
            ("Logs:KeepFiles", "0"));

        Assert.Multiple(() =>
        {
            Assert.That(errors, Has.One.StartsWith("Web:ListenUrl: 'ftp://nowhere' is not an address to listen on."));
            Assert.That(errors, Has.One.StartsWith("Web:PublicUrl: 'not an address' is not a web address."));
            Assert.That(errors, Has.One.StartsWith("Logs:KeepFiles: The field KeepFiles must be between 1 and 1000. Set it in appsettings.json or as the environment variable Logs__KeepFiles."));
        });
    }

    [Test]
    public void A_value_that_cannot_be_read_does_not_hide_the_others()
    {
        var errors = ErrorsOf(
            ("Logs:Level", "Loud"),
            ("Logs:ConsoleJson", "perhaps"),
            ("Logs:KeepFiles", "5000"),
            ("Web:TraceLinkLifetime", "a week"));

        Assert.Multiple(() =>
        {
            Assert.That(errors, Has.One.StartsWith("Logs:Level: The value cannot be read as one of the values of LogEventLevel."));
            Assert.That(errors, Has.One.StartsWith("Logs:ConsoleJson: The value cannot be read as true or false."));
            Assert.That(errors, Has.One.StartsWith("Logs:KeepFiles: "));
            Assert.That(errors, Has.One.StartsWith("Web:TraceLinkLifetime: The value cannot be read as a time span"));
        });
    }

    [Test]
    public void The_shipped_settings_are_good_for_every_section_that_needs_no_account()
    {
        Assert.That(ErrorsOf().Where(error => error.StartsWith("Web", StringComparison.Ordinal) || error.StartsWith("Logs", StringComparison.Ordinal)), Is.Empty);
    }

    private static IReadOnlyList<string> ErrorsOf(params (string Key, string Value)[] settings)
    {
        var builder = ProductHost.CreateBuilder(new HostStart
        {
            Fixed = settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.OrdinalIgnoreCase),
        });
        ProductHost.AddProduct(builder.Services, builder.Configuration);
        using var provider = builder.Services.BuildServiceProvider();
        return ConfigurationGate.FindErrors(builder.Services, provider);
    }
}
