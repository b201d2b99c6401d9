using SlackAgents.Host.Telemetry;

namespace SlackAgents.Tests.Telemetry;

internal sealed class TelemetryOptionsValidatorTests
{
    private readonly TelemetryOptionsValidator _validator = new();

    [TestCase(null)]
    [TestCase("")]
    [TestCase("http://collector:4318")]
    [TestCase("https://collector.example.com/otlp/v1/traces?dataset=a")]
    public void A_collector_or_none_is_fine(string? endpoint) =>
        Assert.That(_validator.Validate(null, new TelemetryOptions { OtlpEndpoint = endpoint }).Succeeded, Is.True);

    [TestCase("collector:4318")]
    [TestCase("collector")]
    [TestCase("ftp://collector")]
    [TestCase("http://user:word@collector")]
    public void Whatever_is_no_address_is_named(string endpoint) =>
        Assert.That(_validator.Validate(null, new TelemetryOptions { OtlpEndpoint = endpoint }).FailureMessage, Does.StartWith("Telemetry:OtlpEndpoint:").And.Not.Contain("word@"));

    [TestCase("x key", "value")]
    [TestCase("x-key", "a\nb")]
    [TestCase("x-key", "")]
    public void A_header_that_cannot_be_sent_is_named_without_its_value(string name, string value)
    {
        var options = new TelemetryOptions();
        options.Headers.Add(name, value);

        Assert.That(_validator.Validate(null, options).FailureMessage, Does.StartWith($"Telemetry:Headers:{name}:"));
    }

    [Test]
    public void A_protocol_that_there_is_not_is_refused() =>
        Assert.That(_validator.Validate(null, new TelemetryOptions { Protocol = (TelemetryProtocol)9 }).FailureMessage, Does.StartWith("Telemetry:Protocol"));
}
