using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Policies;
using SlackAgents.Host.Logging;

namespace SlackAgents.Tests.Host;

/// <summary>The real logger, writing a real file: what a person could read is what is looked at.</summary>
internal sealed class RedactionTests
{
    private const string Secret = "s3cr3t/with+\"odd\"<chars>=";

    private string _directory = string.Empty;

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("slackagents-logs-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void A_secret_in_a_message_a_property_a_scope_or_a_nested_object_never_appears()
    {
        var text = Logged(logger =>
        {
            using var scope = logger.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["RunId"] = "4f9c2k7m1a", ["Token"] = Secret });
#pragma warning disable CA1848, CA2254 // What is tested is that even careless logging is safe.
            logger.LogInformation("In the message: " + Secret.Replace("{", string.Empty, StringComparison.Ordinal));
            logger.LogInformation("In a property: {Value}", Secret);
            logger.LogInformation("Nested: {@Value}", new { Outer = new { Inner = new[] { Secret } } });
#pragma warning restore CA1848, CA2254
        });

        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Contain("In the message: ***").And.Contain("4f9c2k7m1a"));
            Assert.That(text, Does.Not.Contain("s3cr3t").And.Not.Contain("odd"));
        });
    }

    [Test]
    public void A_secret_in_an_exception_and_in_its_cause_never_appears()
    {
        var text = Logged(logger =>
        {
#pragma warning disable CA1848
            logger.LogError(new InvalidOperationException($"outer {Secret}", new IOException($"inner {Secret}")), "It failed");
#pragma warning restore CA1848
        });

        Assert.That(text, Does.Contain("outer ***").And.Contain("inner ***").And.Not.Contain("s3cr3t"));
    }

    [Test]
    public void A_secret_is_found_in_a_url_and_inside_base64()
    {
        var redactor = Redactor();
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("x-access-token:" + Secret));

        var text = redactor.Redact($"https://host/?key={Uri.EscapeDataString(Secret)} Authorization: Basic {basic}");

        Assert.That(text, Does.Contain("key=***").And.Not.Contain(basic[24..44]));
    }

    [Test]
    public void A_minted_secret_is_redacted_from_the_moment_it_is_known_and_forgotten_after_its_end()
    {
        var time = new SettableTime();
        var registry = new SecretRegistry(time);

        registry.AddMinted("minted-value-1", time.Now.AddHours(1));
        var early = registry.Redact("it is minted-value-1.");
        time.Now += TimeSpan.FromHours(3);
        registry.AddMinted("minted-value-2", time.Now.AddHours(1));

        Assert.Multiple(() =>
        {
            Assert.That(early, Is.EqualTo("it is ***."));
            Assert.That(registry.Redact("minted-value-1 minted-value-2"), Is.EqualTo("minted-value-1 ***"));
        });
    }

    [Test]
    public void Each_line_of_a_private_key_file_is_a_secret()
    {
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        var pem = rsa.ExportRSAPrivateKeyPem();
        var file = Path.Combine(_directory, "app.pem");
        File.WriteAllText(file, pem);
        var registry = new SecretRegistry(TimeProvider.System);

        ConfiguredSecrets.Register(Configuration(("GitHub:PrivateKeyPath", file)), registry);

        Assert.That(registry.Redact("line: " + pem.Split('\n')[3].Trim()), Is.EqualTo("line: ***"));
    }

    [TestCase("Slack:BotToken")]
    [TestCase("Slack:SigningSecret")]
    [TestCase("Providers:OpenAI:ApiKey")]
    [TestCase("GitHub:PrivateKey")]
    [TestCase("ANTHROPIC_API_KEY")]
    public void Every_key_that_names_a_secret_is_registered(string key)
    {
        var registry = new SecretRegistry(TimeProvider.System);

        ConfiguredSecrets.Register(Configuration((key, "the-value-of-it")), registry);

        Assert.That(registry.Redact("= the-value-of-it"), Is.EqualTo("= ***"));
    }

    [Test]
    public void The_password_of_a_connection_string_is_a_secret()
    {
        var registry = new SecretRegistry(TimeProvider.System);

        ConfiguredSecrets.Register(Configuration(("Storage:ConnectionString", "Host=db;Password=hunter2hunter2;Database=x")), registry);

        Assert.That(registry.Redact("hunter2hunter2"), Is.EqualTo("***"));
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
        .Build();

    private static SecretRedactor Redactor()
    {
        var registry = new SecretRegistry(TimeProvider.System);
        registry.Add(Secret);
        return new SecretRedactor(registry, text => text);
    }

    private string Logged(Action<ILogger> log)
    {
        using (var provider = new ServiceCollection()
            .AddLogging(logging => logging.AddProductLogging(new LogOptions { Directory = "." }, _directory, Redactor(), quiet: true))
            .BuildServiceProvider())
        {
            log(provider.GetRequiredService<ILoggerFactory>().CreateLogger("SlackAgents.Test"));
        }

        return string.Concat(Directory.GetFiles(_directory, "*.jsonl").Select(File.ReadAllText));
    }
}
