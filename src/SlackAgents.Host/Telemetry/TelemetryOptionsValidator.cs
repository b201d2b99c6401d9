using Microsoft.Extensions.Options;

namespace SlackAgents.Host.Telemetry;

/// <summary>What attributes cannot say about <see cref="TelemetryOptions"/>.</summary>
internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        var errors = new List<string>();
        if (!string.IsNullOrWhiteSpace(options.OtlpEndpoint)
            && (!Uri.TryCreate(options.OtlpEndpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0 || address.Fragment.Length > 0))
        {
            errors.Add("Telemetry:OtlpEndpoint: this is not the address of a collector. Write scheme, host and port, for example http://collector:4318, and put what it asks for into Telemetry:Headers; or leave it out.");
        }

        if (!Enum.IsDefined(options.Protocol))
        {
            errors.Add("Telemetry:Protocol must be HttpProtobuf, HttpJson or Grpc.");
        }

        errors.AddRange(options.Headers
            .Where(header => !IsHeader(header.Key, header.Value))
            .Select(header => $"Telemetry:Headers:{header.Key}: a header has a name of letters, digits and dashes, and a value of one line."));
        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }

    private static bool IsHeader(string name, string? value) =>
        name.Length is > 0 and <= 100
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
        && !string.IsNullOrWhiteSpace(value)
        && value.All(character => character is >= ' ' and <= '~');
}
